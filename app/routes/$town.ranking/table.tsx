import { formatMoney } from '#app/domain/money.ts'
import { formatNumber } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { RankingData } from './route.tsx'

/** The rows of a page of the ranking, each with its rank in the whole list. */
export function RankedTable({ rows, rankBy }: Pick<RankingData, 'rows' | 'rankBy'>) {
  const t = useWords()
  const { frame, locale, currency } = useTown()
  return (
    <DataTable
      caption={t('ranking.caption')}
      captionHidden
      tall
      rows={rows}
      rowKey={(row) => row.id}
      empty={t('town.emptyTitle')}
      columns={[
        {
          key: 'rank',
          header: t('ranking.rank'),
          align: 'end',
          cell: (row) => (
            <>
              {row.rank}
              {row.isTied && (
                <span title={t('ranking.tiedWith', { rank: row.rank })}>
                  {' '}
                  = <span className="sr-only">{t('ranking.tied')}</span>
                </span>
              )}
            </>
          ),
        },
        { key: 'number', header: t('ranking.number'), align: 'end', cell: (row) => row.number },
        {
          key: 'title',
          header: t('ranking.name'),
          isRowHeader: true,
          cell: (row) => (
            <TextLink to={paths.contribution(frame.slug, row.number)}>
              <span lang={textLang(row.title, locale)}>{row.title}</span>
            </TextLink>
          ),
        },
        ...(rankBy === 'votes'
          ? [
              {
                key: 'votes',
                header: t('ranking.votes'),
                align: 'end' as const,
                cell: (row: (typeof rows)[number]) => formatNumber(row.votes, locale),
              },
            ]
          : []),
        {
          key: 'supports',
          header: t('ranking.supports'),
          align: 'end',
          cell: (row) => formatNumber(row.supports, locale),
        },
        {
          key: 'people',
          header: t('ranking.people'),
          align: 'end',
          cell: (row) => formatNumber(row.people, locale),
        },
        {
          key: 'comments',
          header: t('ranking.comments'),
          align: 'end',
          cell: (row) => formatNumber(row.comments, locale),
        },
        {
          key: 'status',
          header: t('ranking.status'),
          cell: (row) => (row.decision ? t(`decisions.${row.decision}`) : t(`statuses.${row.status}`)),
        },
        ...(rows.some((row) => row.vote)
          ? [
              {
                key: 'vote',
                header: t('ranking.columns.vote'),
                cell: (row: (typeof rows)[number]) => row.vote,
              },
            ]
          : []),
        {
          key: 'cost',
          header: t('ranking.cost'),
          align: 'end',
          cell: (row) => (row.costMinor === null ? '' : formatMoney(row.costMinor, currency, locale)),
        },
        { key: 'space', header: t('ranking.space'), cell: (row) => row.space },
        {
          key: 'coordinates',
          header: t('ranking.coordinates'),
          cell: (row) => <span className="tabular-nums whitespace-nowrap">{row.coordinates}</span>,
        },
      ]}
    />
  )
}
