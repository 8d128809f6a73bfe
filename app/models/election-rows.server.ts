import { cellOf } from '#app/domain/geometry/cell.ts'
import type { BallotForm } from '#app/domain/rules/types.ts'
import type { Pabulib } from '#app/formats/pabulib.ts'
import type { ElectionFacts } from '#app/jobs/election-facts.server.ts'
import type { ballotChoices, voteOptions } from '#db/schema/ballots.server.ts'
import type { contributions } from '#db/schema/contributions.server.ts'
import { searchTextOf } from './search-text.server.ts'

type Choice = typeof ballotChoices.$inferInsert & { times: number; value: number | null }

/**
 * One row for each project a ballot names; a project named twice is one row with `times` 2 and the points of both.
 *
 * @param ballotIds  one for each ballot, in order
 */
export function choiceRows(
  { ballots: given, voteType }: Pabulib,
  townId: string,
  optionIds: Map<string, string>,
  ballotIds: string[],
): Choice[] {
  const isRanking = voteType === 'ordinal'
  const rows: Choice[] = []
  for (const [i, { choices }] of given.entries()) {
    const ballotId = ballotIds[i]!
    const first = rows.length
    for (const { projectId, points, position } of choices) {
      const optionId = optionIds.get(projectId)!
      const same = rows.slice(first).find((row) => row.optionId === optionId)
      if (same)
        Object.assign(same, {
          times: same.times + 1,
          value: isRanking || points === null ? same.value : (same.value ?? 0) + points,
        })
      else rows.push({ townId, ballotId, optionId, value: isRanking ? position : points, times: 1 })
    }
  }
  return rows
}

/** Votes and points of each option, from the very rows that are written; the places of a ranking are no points. */
export function tallyOf(choices: Choice[], form: BallotForm) {
  const hasPoints = form === 'points' || form === 'score'
  const tally = new Map<string, { votes: number; points: number }>()
  for (const { optionId, times, value } of choices) {
    const entry = tally.get(optionId) ?? { votes: 0, points: 0 }
    tally.set(optionId, {
      votes: entry.votes + times,
      points: entry.points + (hasPoints ? (value ?? 0) : 0),
    })
  }
  return tally
}

export function optionRows(
  { projects }: Pabulib,
  {
    townId,
    phaseId,
    ids,
    optionIds,
  }: Record<'townId' | 'phaseId', string> & Record<'ids' | 'optionIds', Map<string, string>>,
): (typeof voteOptions.$inferInsert & { costMinor: number | null })[] {
  return projects.map((project, i) => ({
    townId,
    id: optionIds.get(project.id)!,
    phaseId,
    number: i + 1,
    position: i + 1,
    kind: 'contribution',
    contributionId: ids.get(project.id)!,
    spaceId: null,
    title: project.name,
    summary: '',
    costMinor: project.costMinor,
    translations: {},
  }))
}

interface Proposals {
  election: Pabulib
  facts: ElectionFacts
  townId: string
  processId: string
  ids: Map<string, string>
  optionIds: Map<string, string>
  categoryIds: Map<string, string>
  /** By option. */
  tally: Map<string, { votes: number; points: number }>
}

export function proposalRows({
  election,
  facts,
  townId,
  processId,
  ids,
  optionIds,
  categoryIds,
  tally,
}: Proposals): (typeof contributions.$inferInsert)[] {
  return election.projects.map((project, i) => {
    const { lng, lat } = project
    const counted = tally.get(optionIds.get(project.id)!)
    const isPlaced = lng !== null && lat !== null
    const [id, number, body] = [ids.get(project.id)!, i + 1, project.description ?? project.name]
    const placeText = [...new Set([project.district, project.neighborhood])].filter(Boolean).join(', ')
    const status = project.selected === null ? 'new' : project.selected > 0 ? 'planned' : 'declined'
    return {
      townId,
      id,
      number,
      processId,
      kind: 'proposal',
      title: project.name,
      body,
      translations: {},
      locale: facts.locale,
      geometry: isPlaced ? { type: 'Point', coordinates: [lng, lat] } : null,
      lng,
      lat,
      cell: isPlaced ? cellOf(lng, lat) : null,
      placePrecision: isPlaced ? 'point' : 'described',
      placeText,
      spaceId: null,
      categoryId: categoryIds.get(project.category[0] ?? '') ?? null,
      costMinor: project.costMinor,
      externalId: project.id,
      authorId: null,
      visibility: 'published',
      status,
      decision: null,
      supports: 0,
      comments: 0,
      votes: counted?.votes ?? 0,
      points: counted?.points ?? 0,
      searchText: searchTextOf({ title: project.name, body, placeText, number }),
      createdAt: facts.votedFrom,
      updatedAt: facts.votedFrom,
      editedAt: null,
      reviewedAt: null,
    }
  })
}
