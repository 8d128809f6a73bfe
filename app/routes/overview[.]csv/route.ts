import type { LoaderFunctionArgs } from '@remix-run/node'
import { figureSortFrom } from '#app/domain/overview.ts'
import type { Column } from '#app/formats/column.ts'
import { csvChunks } from '#app/formats/csv.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { type OverviewRow, overviewRows } from '#app/overview-view.server.ts'
import { getLocale } from '#app/session.server.ts'

/** The table of all towns as a file: semicolons and decimal commas, as Russian spreadsheets open it. */
export async function loader({ request }: LoaderFunctionArgs) {
  const locale = await getLocale(request)
  const t = tOf(locale)
  const columns: Column<OverviewRow>[] = [
    { key: 'town', label: t('served.overview.town'), type: 'text', value: (row) => row.name },
    { key: 'region', label: t('served.overview.region'), type: 'text', value: (row) => row.region },
    { key: 'demo', label: t('served.overview.csv.isDemo'), type: 'boolean', value: (row) => row.isDemo },
    { key: 'open', label: t('served.overview.open'), type: 'number', value: (row) => row.open },
    { key: 'entries', label: t('served.overview.entries'), type: 'number', value: (row) => row.entries },
    { key: 'supports', label: t('served.overview.supports'), type: 'number', value: (row) => row.supports },
    {
      key: 'proposals',
      label: t('served.overview.csv.proposals'),
      type: 'number',
      value: (row) => row.proposals,
    },
    {
      key: 'answered',
      label: t('served.overview.csv.answeredCount'),
      type: 'number',
      value: (row) => row.answered,
    },
    { key: 'days', label: t('served.overview.days'), type: 'number', value: (row) => row.medianDays },
    { key: 'next', label: t('served.overview.csv.utc'), type: 'date', value: (row) => row.nextEnd },
    { key: 'zone', label: t('served.overview.csv.timeZone'), type: 'text', value: (row) => row.timeZone },
  ]
  const rows = await overviewRows(locale, figureSortFrom(new URL(request.url).searchParams))
  let text = ''
  for await (const chunk of csvChunks(columns, [rows], { separator: ';', timeZone: 'UTC' })) text += chunk
  return new Response(text, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="overview.csv"',
      'Cache-Control': 'no-cache',
    },
  })
}
