import type { Filter } from '#app/domain/filter.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { ExportFormat } from '#app/export-formats.ts'
import { listCountedVotes } from '#app/models/exported-votes.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { townDrawing } from './drawing.server.ts'

/**
 * Says before a job is begun what it would fail of.
 * @throws {Refusal} 'export.no-vote' | 'export.which-vote', or why the town's coordinates do not work
 */
export async function mustBeExportable(town: Town, filter: Filter, format: ExportFormat, now: Date) {
  if (format === 'dxf' || format === 'zip') await townDrawing(town)
  if (format !== 'pb') return
  const { read } = await getStore()
  const { processIds } = (await conditionOf(town.id, filter, now)).scope
  const votes = (await listCountedVotes(read, town.id, now)).filter(
    ({ processId }) => processIds === null || processIds.includes(processId),
  )
  if (votes.length === 0) throw new Refusal('export.no-vote')
  if (votes.length > 1) throw new Refusal('export.which-vote')
}
