import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { isId } from '#app/models/ids.server.ts'
import { listNumbersOfIds } from '#app/models/listing.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Pagination } from '#app/ui/pagination.tsx'

const PAGE = 100

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'log:read')
    const asked = new URL(request.url).searchParams.get('before')
    const before = asked && isId(asked) ? asked : undefined
    const rows = await listStaffActs(town.id, { before, limit: PAGE })
    const numbers = await listNumbersOfIds(
      town.id,
      rows.flatMap((row) => row.contributionId ?? []),
    )
    return {
      rows: rows.map((row) => ({
        ...row,
        number: row.contributionId ? (numbers.get(row.contributionId) ?? null) : null,
      })),
      next: rows.length === PAGE ? rows.at(-1)!.id : null,
    }
  })
}

export const meta = titled((t) => t('log.title'))

export default function Log() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { rows, next } = useLoaderData<typeof loader>()
  return (
    <Container width="wide" className="pb-16">
      <PageHeader title={t('log.title')} lead={t('log.lead')} />
      <DataTable
        className="mt-8"
        caption={t('log.title')}
        captionHidden
        rows={rows}
        rowKey={(row) => row.id}
        empty={t('log.empty')}
        tall
        columns={[
          {
            key: 'when',
            header: t('log.when'),
            cell: (row) => formatDateTime(row.createdAt, locale, timeZone),
          },
          { key: 'who', header: t('log.who'), cell: (row) => row.actor ?? t('common.anonymous') },
          {
            key: 'what',
            header: t('log.what'),
            isRowHeader: true,
            cell: (row) =>
              `${t(`log.acts.${row.act}` as WordKey)}${row.undoneBy ? ` (${t('log.undone')})` : ''}`,
          },
          {
            key: 'about',
            header: t('log.about'),
            cell: (row) =>
              row.number ? (
                <TextLink to={paths.contribution(frame.slug, row.number)}>
                  {t('common.numberSign', { number: row.number })}
                </TextLink>
              ) : (
                ''
              ),
          },
          { key: 'change', header: t('log.change'), cell: (row) => changeInWords(row.before, row.after, t) },
          {
            key: 'reason',
            header: t('log.reason'),
            cell: (row) => <span className="block max-w-md whitespace-pre-line">{row.reason}</span>,
          },
        ]}
      />
      <Pagination
        label={t('log.title')}
        next={next ? { to: paths.log(frame.slug, next), text: t('log.older') } : null}
      />
    </Container>
  )
}

/** The values that changed, in words where there are words. */
function changeInWords(before: Record<string, unknown>, after: Record<string, unknown>, t: T): string {
  const COUNTED = ['number', 'issued', 'found', 'valid', 'spoiled', 'batch', 'codes', 'options']
  const SHOWN = ['visibility', 'status', 'decision', 'role', 'slug', 'format', 'rows', 'place', ...COUNTED]
  const inWords = (key: string, value: unknown): string => {
    if (value === null || value === undefined || typeof value === 'object') return '—'
    if (COUNTED.includes(key)) return `${t(`log.fields.${key}` as WordKey)} ${value}`
    if (key === 'visibility') return t(`log.values.${value}` as WordKey)
    if (key === 'status') return t(`statuses.${value}` as WordKey)
    if (key === 'decision') return t(`decisions.${value}` as WordKey)
    if (key === 'role') return t(`admin.roles.${value}` as WordKey)
    return String(value)
  }
  return SHOWN.filter((key) => key in after || key in before)
    .map((key) => {
      const [was, is] = [inWords(key, before[key]), inWords(key, after[key])]
      return was === '—' ? is : `${was} → ${is}`
    })
    .join('; ')
}
