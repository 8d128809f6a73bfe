import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { HeatData } from './route.tsx'

/** The fullest hexagons in numbers; each leads to the list that begins with what is nearest to its middle. */
export function HexTable({ data }: { data: Pick<HeatData, 'hexes' | 'all' | 'edgeM' | 'filter'> }) {
  const t = useWords()
  const { frame, locale } = useTown()
  const { hexes, all, edgeM, filter } = data
  const rows = hexes.map((hex, i) => ({ ...hex, place: i + 1 }))
  const number = (value: number) => formatNumber(value, locale)
  return (
    <DataTable
      caption={t('heat.caption', { shown: number(rows.length), all: number(all), metres: number(edgeM) })}
      rows={rows}
      rowKey={({ q, r }) => `${q} ${r}`}
      empty={t('heat.empty')}
      tall
      columns={[
        { key: 'place', header: t('heat.place'), align: 'end', cell: ({ place }) => place },
        {
          key: 'middle',
          header: t('heat.middle'),
          isRowHeader: true,
          cell: ({ lng, lat }) => (
            <TextLink
              to={paths.town(frame.slug, {
                ...filter,
                sort: 'nearest',
                near: [Number(lng.toFixed(5)), Number(lat.toFixed(5))],
              })}
              className="tabular-nums"
            >
              {`${lat.toFixed(5)}, ${lng.toFixed(5)}`}
            </TextLink>
          ),
        },
        { key: 'count', header: t('heat.count'), align: 'end', cell: ({ count }) => number(count) },
        {
          key: 'supports',
          header: t('ranking.supports'),
          align: 'end',
          cell: ({ supports }) => number(supports),
        },
      ]}
    />
  )
}
