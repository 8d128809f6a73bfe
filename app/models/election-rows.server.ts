import { searchable } from '#app/domain/contributions.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import type { Pabulib } from '#app/formats/pabulib.ts'
import type { ElectionFacts } from '#app/jobs/election-facts.server.ts'
import type { ballotChoices } from '#db/schema/ballots.server.ts'
import type { contributions } from '#db/schema/contributions.server.ts'
import { newId } from './ids.server.ts'

type Choice = typeof ballotChoices.$inferInsert & { times: number }

/** One row for each project a ballot names; a project named twice is one row with `times` 2 and the points of both. */
export function choiceRows({ ballots: given }: Pabulib, townId: string, ids: Map<string, string>): Choice[] {
  const rows: Choice[] = []
  for (const { choices } of given) {
    const ballotId = newId()
    const first = rows.length
    for (const { projectId, points, position } of choices) {
      const contributionId = ids.get(projectId)!
      const same = rows.slice(first).find((row) => row.contributionId === contributionId)
      if (same)
        Object.assign(same, {
          times: same.times + 1,
          points: points === null ? same.points : (same.points ?? 0) + points,
        })
      else rows.push({ townId, ballotId, contributionId, points, position, times: 1 })
    }
  }
  return rows
}

/** Votes and points of each proposal, from the very rows that are written. */
export function tallyOf(choices: Choice[]) {
  const tally = new Map<string, { votes: number; points: number }>()
  for (const { contributionId, times, points } of choices) {
    const entry = tally.get(contributionId) ?? { votes: 0, points: 0 }
    tally.set(contributionId, { votes: entry.votes + times, points: entry.points + (points ?? 0) })
  }
  return tally
}

interface Proposals {
  election: Pabulib
  facts: ElectionFacts
  townId: string
  processId: string
  ids: Map<string, string>
  categoryIds: Map<string, string>
  tally: Map<string, { votes: number; points: number }>
}

export function proposalRows({
  election,
  facts,
  townId,
  processId,
  ids,
  categoryIds,
  tally,
}: Proposals): (typeof contributions.$inferInsert)[] {
  return election.projects.map((project, i) => {
    const { lng, lat } = project
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
      votes: tally.get(id)?.votes ?? 0,
      points: tally.get(id)?.points ?? 0,
      searchText: searchable(project.name, body, placeText, String(number)),
      createdAt: facts.votedFrom,
      updatedAt: facts.votedFrom,
      editedAt: null,
      reviewedAt: null,
    }
  })
}
