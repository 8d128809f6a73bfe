import { formatMoney } from '#app/domain/money.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import type { DraftView } from './view.server.ts'

type Row = DraftView['rows'][number]

/** The first rows of a file, as they would become; columns that no row fills are left out. */
export function PreviewTable({ t, draft: { rows, isTable } }: { t: T; draft: DraftView }) {
  const { locale, timeZone, currency } = useTown()
  const optional: [
    key: 'category' | 'space' | 'kind' | 'cost' | 'date' | 'externalId',
    of: (row: Row) => string,
  ][] = [
    ['kind', ({ kind }) => (kind ? t(`spaceKinds.${kind}` as WordKey) : '')],
    ['category', ({ category }) => category],
    ['space', ({ space }) => space],
    ['cost', ({ costMinor }) => (costMinor === null ? '' : formatMoney(costMinor, currency, locale))],
    ['date', ({ createdAt }) => (createdAt ? formatDate(new Date(createdAt), locale, timeZone) : '')],
    ['externalId', ({ externalId }) => externalId],
  ]
  const filled = optional.filter(([, of]) => rows.some((row) => of(row) !== ''))
  return (
    <DataTable
      caption={t('served.imports.previewTitle', { count: rows.length })}
      rows={rows.map((row, i) => ({ ...row, key: String(i) }))}
      rowKey={({ key }) => key}
      columns={[
        {
          key: 'line',
          header: t(isTable ? 'served.imports.line' : 'served.imports.object'),
          align: 'end',
          cell: ({ line }) => line,
        },
        {
          key: 'title',
          header: t('served.imports.fields.title'),
          isRowHeader: true,
          cell: ({ title }) => title,
        },
        { key: 'body', header: t('served.imports.fields.body'), cell: ({ body }) => body },
        ...filled.map(([key, of]) => ({ key, header: t(`served.imports.fields.${key}`), cell: of })),
        {
          key: 'place',
          header: t('served.imports.place'),
          cell: ({ point }) =>
            point
              ? t('served.imports.point', { lat: point[1]!.toFixed(5), lng: point[0]!.toFixed(5) })
              : t('served.imports.noPlace'),
        },
      ]}
    />
  )
}
