import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { namesOf } from '#app/cards.server.ts'
import { conditionsIn, filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { formatMoney } from '#app/domain/money.ts'
import { formatDateTime, formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listRanked, rankByOf } from '#app/models/ranking.server.ts'
import { listOutcomes, type VoteOutcome } from '#app/models/results.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { FilterForm } from '#app/routes/$town._index/filter-form.tsx'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/** Rows on the screen; the exports have them all. */
const SHOWN = 200

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'rank')
    const filter = filterFrom(new URL(request.url).searchParams)
    const now = new Date()
    const condition = await conditionOf(town.id, filter, now)
    const t = tOf(locale)
    const [counts, rankBy, names, processes, spaces, categories, outcomes] = await Promise.all([
      countMatching(condition),
      rankByOf(condition),
      namesOf(town.id, locale),
      listProcesses(town.id),
      listSpaces(town.id),
      listCategories(town.id),
      listOutcomes(town.id, now),
    ])
    const rows = (await listRanked(condition, rankBy, SHOWN)).map(({ row, rank, isTied }) => ({
      rank,
      isTied,
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: localized(row, 'title', locale),
      supports: row.supports,
      votes: row.votes,
      people: row.people,
      comments: row.comments,
      status: row.status,
      decision: row.decision,
      costMinor: row.costMinor,
      vote: outcomeText(outcomes.get(row.number), t),
      space: row.spaceId ? (names.spaces.get(row.spaceId)?.name ?? '') : '',
      coordinates: row.lng !== null && row.lat !== null ? `${row.lat.toFixed(5)}, ${row.lng.toFixed(5)}` : '',
    }))
    return {
      filter,
      conditions: conditionsIn(filter),
      query: filterParams(filter).toString(),
      counts,
      rankBy,
      rows,
      snapshotAt: now,
      processes: processes.map((process) => ({
        slug: process.slug,
        title: localized(process, 'title', locale),
      })),
      spaces: spaces.map((row) => ({
        slug: row.slug,
        name: localized(row, 'name', locale),
        geometry: row.geometry,
        href: '',
      })),
      categories: categories.map((row) => ({ id: row.id, name: localized(row, 'name', locale) })),
    }
  })
}

/** What a vote decided of a row, as its result's page says it; '' where there was none. */
function outcomeText(outcome: VoteOutcome | undefined, t: T): string {
  if (!outcome) return ''
  const text = t(outcome.wins ? 'result.won' : 'result.lost')
  return outcome.isConfirmed ? text : `${text} (${t('result.state.provisional')})`
}

export const meta = titled((t) => t('ranking.title'))

export default function Ranking() {
  const t = useWords()
  const { frame, locale, timeZone, currency } = useTown()
  const data = useLoaderData<typeof loader>()
  const { rows, counts, rankBy, snapshotAt, filter } = data
  const csv = paths.export(frame.slug, 'csv', filter)
  return (
    <Container width="wide" className="pb-16">
      <PageHeader title={t('ranking.title')} lead={t('ranking.lead')} />
      <div className="mt-6 grid gap-6 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <div className="grid content-start gap-6">
          <FilterForm data={data} action={paths.ranking(frame.slug)} />
          <Card tone="tinted" as="section" className="grid gap-3">
            <h2 className="text-lg font-semibold">{t('ranking.exportTitle')}</h2>
            <div className="flex flex-wrap gap-2">
              <ButtonLink href={csv} variant="secondary" size="sm">
                {t('ranking.csv')}
              </ButtonLink>
              <ButtonLink
                href={`${csv}${csv.includes('?') ? '&' : '?'}separator=comma`}
                variant="secondary"
                size="sm"
              >
                {t('ranking.csvComma')}
              </ButtonLink>
              <ButtonLink href={paths.export(frame.slug, 'xlsx', filter)} variant="secondary" size="sm">
                {t('ranking.xlsx')}
              </ButtonLink>
              <ButtonLink href={paths.export(frame.slug, 'geojson', filter)} variant="secondary" size="sm">
                {t('ranking.geojson')}
              </ButtonLink>
            </div>
            <p className="text-sm">
              <strong className="font-semibold">{t('ranking.rule')}.</strong>{' '}
              {t(`ranking.ruleText.${rankBy}`)}
            </p>
            <p className="text-sm text-ink-2">
              {t('ranking.snapshot')}{' '}
              {t('ranking.snapshotAt', { date: formatDateTime(snapshotAt, locale, timeZone) })}
            </p>
            <p className="text-sm text-ink-2">{t('ranking.peopleNote')}</p>
          </Card>
        </div>
        <div className="grid min-w-0 content-start gap-3">
          {rows.length < counts.all && (
            <p className="text-ink-2">
              {t('ranking.shown', { count: counts.all, shown: rows.length, total: counts.all })}
            </p>
          )}
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
                  <TextLink to={paths.contribution(frame.slug, row.number)}>{row.title}</TextLink>
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
        </div>
      </div>
    </Container>
  )
}
