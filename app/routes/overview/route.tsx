import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { type FigureSort, figureSortFrom } from '#app/domain/overview.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { type OverviewRow, overviewRows } from '#app/overview-view.server.ts'
import { paths } from '#app/paths.ts'
import { practicePaths } from '#app/practice-paths.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { type Column, DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await getLocale(request)
  const order = figureSortFrom(new URL(request.url).searchParams)
  return {
    words: servedWords(locale, 'overview'),
    title: tOf(locale)('served.overview.title'),
    locale,
    order,
    rows: await overviewRows(locale, order),
  }
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** All towns in public figures, for who looks at a whole region. */
export default function Overview() {
  const { words, title, locale, order, rows } = useLoaderData<typeof loader>()
  const t = useServedWords(words)
  const none = t('served.overview.none')
  const number = (value: number) => formatNumber(value, locale)
  const sorted = (by: FigureSort, first: 'up' | 'down'): Pick<Column<OverviewRow>, 'header' | 'sort'> => {
    const isNow = order.by === by
    // A second press turns the order round.
    const turn = isNow ? (order.isDown ? 'up' : 'down') : first
    const name = t(`served.overview.${by}`)
    return {
      sort: isNow ? (order.isDown ? 'descending' : 'ascending') : undefined,
      header: (
        <TextLink
          to={practicePaths.overview({ sort: by, order: turn })}
          aria-label={t('served.overview.sortBy', { column: name })}
          className="inline-flex min-h-12 items-end"
        >
          {name}
          {isNow && (order.isDown ? '\u00a0↓' : '\u00a0↑')}
        </TextLink>
      ),
    }
  }
  const columns: Column<OverviewRow>[] = [
    {
      key: 'town',
      isRowHeader: true,
      cell: (row) => (
        <span className="flex flex-wrap items-center gap-2">
          <TextLink to={paths.town(row.slug)}>{row.name}</TextLink>
          {row.isDemo && <Badge tone="ochre">{t('served.overview.demo')}</Badge>}
          <span className="w-full text-xs font-normal text-ink-2">{row.region}</span>
        </span>
      ),
      ...sorted('town', 'up'),
    },
    { key: 'open', align: 'end', cell: (row) => number(row.open), ...sorted('open', 'down') },
    { key: 'entries', align: 'end', cell: (row) => number(row.entries), ...sorted('entries', 'down') },
    { key: 'supports', align: 'end', cell: (row) => number(row.supports), ...sorted('supports', 'down') },
    {
      key: 'answered',
      align: 'end',
      cell: ({ percent, answered, proposals }) =>
        percent === null
          ? none
          : t('served.overview.share', { percent, answered: number(answered), all: number(proposals) }),
      ...sorted('answered', 'down'),
    },
    { key: 'days', align: 'end', cell: (row) => row.medianDays ?? none, ...sorted('days', 'down') },
    { key: 'next', cell: (row) => row.nextEndText ?? none, ...sorted('next', 'up') },
  ]
  return (
    <Container width="wide" className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: paths.home(), text: t('common.product') }]}
          />
        }
        title={title}
        lead={t('served.overview.lead')}
        actions={
          <ButtonLink href={practicePaths.overviewCsv()} variant="secondary" download>
            {t('served.overview.download')}
          </ButtonLink>
        }
      />
      <DataTable
        className="mt-8"
        caption={title}
        captionHidden
        rows={rows}
        rowKey={(row) => row.slug}
        columns={columns}
        empty={t('served.overview.empty')}
        tall
      />
      <p className="mt-4 max-w-3xl text-sm text-ink-2">{t('served.overview.notes')}</p>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
