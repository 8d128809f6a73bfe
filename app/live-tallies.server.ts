import { z } from 'zod'
import { NO_FILTER } from '#app/domain/filter.ts'
import { type CivicAct, phaseAt } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { getProcess, listProcesses } from '#app/models/processes.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { countCast } from '#app/models/votes.server.ts'
import { numberParams, processParams } from '#app/params.ts'

/** What the pages say at this moment; names as the pages read them. */
export type Tallies = Record<string, number>

/** Numbers that may change while people look at a page. */
export interface LiveTopic {
  /** The same for all who ask for the same. */
  key: string
  /** Looks anew; null when nothing runs any more, and the page stays as it is. */
  read(): Promise<Tallies | null>
}

/**
 * How many things have been sent to a process, and ballots cast in it, while people may send and vote: what its pages show
 * to everybody. Of what was voted nothing is told before the result.
 * Null when there is no such process.
 */
export function liveProcess(params: unknown): Promise<LiveTopic | null> {
  return orNone(() => findProcess(params))
}

/** The supports of a published contribution, while it may be supported; null when there is no such town. */
export function liveContribution(params: unknown): Promise<LiveTopic | null> {
  return orNone(() => findContribution(params))
}

async function findProcess(params: unknown): Promise<LiveTopic> {
  const { town: slug, process: processSlug } = processParams.parse(params)
  const town = await getTown(slug)
  const { id } = await getProcess(town.id, processSlug)
  async function read(): Promise<Tallies | null> {
    const phase = phaseAt((await getProcess(town.id, processSlug)).phases, new Date())
    const acts: readonly CivicAct[] = phase?.settings.acts ?? []
    const tallies: Tallies = {}
    if (phase && acts.includes('vote')) tallies.cast = await countCast(town.id, phase.id)
    if (acts.includes('pin') || acts.includes('propose')) {
      const { all } = await countMatching(await conditionOf(town.id, { ...NO_FILTER, process: processSlug }))
      tallies.found = all
    }
    return Object.keys(tallies).length > 0 ? tallies : null
  }
  return { key: `process ${id}`, read }
}

async function findContribution(params: unknown): Promise<LiveTopic> {
  const { town: slug, number } = numberParams.parse(params)
  const town = await getTown(slug)
  async function read(): Promise<Tallies | null> {
    const row = await getContribution(town.id, number)
    if (row?.visibility !== 'published') return null
    const process = (await listProcesses(town.id)).find(({ id }) => id === row.processId)
    const isOpen = phaseAt(process?.phases ?? [], new Date())?.settings.acts.includes('support')
    return isOpen ? { supports: row.supports } : null
  }
  return { key: `contribution ${town.id} ${number}`, read }
}

async function orNone(find: () => Promise<LiveTopic>): Promise<LiveTopic | null> {
  try {
    return await find()
  } catch (error) {
    if (error instanceof Refusal || error instanceof z.ZodError) return null
    throw error
  }
}
