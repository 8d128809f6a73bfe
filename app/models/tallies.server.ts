import type { Kind, Status } from '#app/domain/contributions.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { conditionOf } from './listing.server.ts'
import { matchesOf } from './matching.server.ts'

export interface ProcessTally {
  contributions: number
  byKind: Record<Kind, number>
  byStatus: Record<Status, number>
  supports: number
  comments: number
}

const none = (): ProcessTally => ({
  contributions: 0,
  byKind: { problem: 0, value: 0, idea: 0, proposal: 0 },
  byStatus: { new: 0, review: 0, planned: 0, done: 0, declined: 0 },
  supports: 0,
  comments: 0,
})

/** What is published in each process of a town, by its id; processes with nothing have no entry. */
export async function tallyByProcess(townId: string): Promise<Map<string, ProcessTally>> {
  const { scope } = await conditionOf(townId, NO_FILTER)
  const { columns, bits } = await matchesOf(scope)
  const { facets, supports, comments } = columns
  const facetOf = (name: 'processId' | 'kind' | 'status', slot: number) =>
    facets[name].values[facets[name].codes[slot]!]!
  const tallies = new Map<string, ProcessTally>()
  for (let slot = 0; slot < bits.length; slot++) {
    if (bits[slot] === 0) continue
    const id = facetOf('processId', slot)
    let tally = tallies.get(id)
    if (!tally) {
      tally = none()
      tallies.set(id, tally)
    }
    tally.contributions++
    tally.byKind[facetOf('kind', slot) as Kind]++
    tally.byStatus[facetOf('status', slot) as Status]++
    tally.supports += supports[slot]!
    tally.comments += comments[slot]!
  }
  return tallies
}
