import { countNow } from '#app/jobs/count.server.ts'
import { confirmResult } from '#app/models/results.server.ts'
import { listVotePhases } from '#app/models/votes.server.ts'
import type { DemoScene } from './demo-rows.server.ts'

const HOUR_MS = 3_600_000

/** The finished vote is counted the morning after it closed, and confirmed two days later. */
export async function demoResults({ town, processes, adminId }: DemoScene) {
  const station = processes.get('station')!.id
  const phases = await listVotePhases(town.id)
  const { phaseId, endsAt } = phases.find(({ processId }) => processId === station)!
  const after = (hours: number) => new Date(endsAt!.getTime() + hours * HOUR_MS)
  await countNow(town.id, phaseId, after(9))
  await confirmResult({
    townId: town.id,
    phaseId,
    version: 1,
    actorId: adminId,
    note: 'Протокол общественной комиссии № 7',
    now: after(57),
  })
}
