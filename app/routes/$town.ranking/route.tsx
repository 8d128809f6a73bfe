import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { namesOf } from '#app/cards.server.ts'
import { choicesOf } from '#app/choices.server.ts'
import { conditionsIn, filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { localized } from '#app/domain/localized.ts'
import { env } from '#app/env.server.ts'
import { formatNumber } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf, countMatching, placeFrom } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { getRankedPage, type RankedAt } from '#app/models/ranking.server.ts'
import { listOutcomes, type VoteOutcome } from '#app/models/results.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { FilterForm } from '#app/routes/$town._index/filter-form.tsx'
import { requireStaff } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { redirectToTidy } from '#app/tidy-address.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { Pagination } from '#app/ui/pagination.tsx'
import { ExportBox } from './export-box.tsx'
import { RankedTable } from './table.tsx'

/** Rows on a page; the exports have them all. */
const PAGE = 200

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'ranking:read')
    redirectToTidy(request)
    const search = new URL(request.url).searchParams
    const filter = filterFrom(search)
    const now = new Date()
    const condition = await conditionOf(town.id, filter, now)
    const t = tOf(locale)
    const [counts, ranking, names, processes, spaces, categories, outcomes] = await Promise.all([
      countMatching(condition),
      getRankedPage(condition, placeIn(search), PAGE),
      namesOf(town.id, locale),
      listProcesses(town.id),
      listSpaces(town.id),
      listCategories(town.id),
      listOutcomes(town.id, now),
    ])
    const rows = ranking.rows.map(({ row, rank, isTied }) => ({
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
      ...ranking,
      rows,
      snapshotAt: now,
      atOnce: env().EXPORT_AT_ONCE_ROWS,
      processes: processes.map((process) => ({
        slug: process.slug,
        title: localized(process, 'title', locale),
      })),
      ...choicesOf(town.slug, locale, spaces, categories),
    }
  })
}

/** What a vote decided of a row, as its result's page says it; '' where there was none. */
function outcomeText(outcome: VoteOutcome | undefined, t: T): string {
  if (!outcome) return ''
  const text = t(outcome.wins ? 'result.won' : 'result.lost')
  return outcome.isConfirmed ? text : `${text} (${t('result.state.provisional')})`
}

/** What is no place in the list means its beginning. */
function placeIn(search: URLSearchParams): RankedAt {
  if (search.has('last')) return 'last'
  const [after, before] = [placeFrom(search.get('after')), placeFrom(search.get('before'))]
  return after ? { after } : before ? { before } : 'first'
}

export type RankingData = Awaited<ReturnType<typeof loader>>

export const meta = titled((t) => t('ranking.title'))

export default function Ranking() {
  const t = useWords()
  const { frame, locale } = useTown()
  const data = useLoaderData<typeof loader>()
  const { rows, rankBy, filter, before, after } = data
  const span = t('ranking.span', {
    from: formatNumber(data.from, locale),
    to: formatNumber(data.from + rows.length - 1, locale),
    all: formatNumber(data.all, locale),
  })
  return (
    <Container width="wide" className="pb-16">
      <PageHeader title={t('ranking.title')} lead={t('ranking.lead')} />
      <p className="mt-3 flex flex-wrap gap-x-6">
        <TextLink to={paths.heat(frame.slug, filter)}>{t('heat.open')}</TextLink>
        <TextLink to={openPaths.tokens(frame.slug)}>{t('ranking.tokens')}</TextLink>
        <TextLink to={paths.plans(frame.slug)}>{t('ranking.plans')}</TextLink>
        <TextLink to={studyPaths.adminForms(frame.slug)}>{t('ranking.forms')}</TextLink>
      </p>
      <div className="mt-6 grid gap-6 lg:grid-cols-[24rem_minmax(0,1fr)]">
        <div className="grid content-start gap-6">
          <FilterForm data={data} action={paths.ranking(frame.slug)} />
          <ExportBox data={data} />
        </div>
        <div className="grid min-w-0 content-start gap-3">
          {(before || after) && <p className="text-ink-2">{span}</p>}
          <RankedTable rows={rows} rankBy={rankBy} />
          <Pagination
            label={t('ranking.caption')}
            first={before ? { to: paths.ranking(frame.slug, filter), text: t('ranking.first') } : null}
            previous={
              before ? { to: paths.ranking(frame.slug, filter, { before }), text: t('ranking.back') } : null
            }
            next={
              after ? { to: paths.ranking(frame.slug, filter, { after }), text: t('ranking.more') } : null
            }
            last={
              after ? { to: paths.ranking(frame.slug, filter, { last: '1' }), text: t('ranking.last') } : null
            }
          >
            {span}
          </Pagination>
        </div>
      </div>
    </Container>
  )
}
