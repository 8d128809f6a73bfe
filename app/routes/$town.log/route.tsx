import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
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
import { loadLog } from './load.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const scene = await requireStaff(request, townParams.parse(params).town, 'log:read')
    return loadLog(scene, new URL(request.url).searchParams.get('before'))
  })
}

export const meta = titled((t) => t('log.title'))

export default function Log() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { rows, next } = useLoaderData<typeof loader>()
  const langOf = (text: string | null | undefined) => (text ? textLang(text, locale) : undefined)
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
          {
            key: 'who',
            header: t('log.who'),
            cell: (row) => <span lang={langOf(row.actor)}>{row.actor ?? t('common.anonymous')}</span>,
          },
          {
            key: 'what',
            header: t('log.what'),
            isRowHeader: true,
            cell: (row) =>
              `${t(`log.acts.${row.act}` as WordKey)}${row.isUndone ? ` (${t('log.undone')})` : ''}`,
          },
          {
            key: 'about',
            header: t('log.about'),
            cell: ({ about }) => (
              <span lang={langOf(about?.text)}>
                {about?.to ? <TextLink to={about.to}>{about.text}</TextLink> : about?.text}
              </span>
            ),
          },
          {
            key: 'change',
            header: t('log.change'),
            cell: (row) => row.changes.map((line) => <Line key={line} text={line} lang={langOf(line)} />),
          },
          {
            key: 'reason',
            header: t('log.reason'),
            cell: (row) => (
              <span className="block max-w-md whitespace-pre-line" lang={langOf(row.reason)}>
                {row.reason}
              </span>
            ),
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

function Line({ text, lang }: { text: string; lang: string | undefined }) {
  return (
    <span className="block max-w-md" lang={lang}>
      {text}
    </span>
  )
}
