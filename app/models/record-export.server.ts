import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface ExportAct {
  townId: string
  actorId: string
  format: string
  /** As the query string of the page. */
  filter: string
  rows: number
  /** With the names of authors. */
  hasPeople?: boolean
  /** A file that was written before is downloaded. */
  isTaken?: boolean
  now: Date
}

/** Writes into the staff's log who took data out, how much and which. */
export async function recordExport(act: ExportAct) {
  const store = await getStore()
  await store.write((tx) => addExportLine(tx, act))
}

/** The same in the transaction of what it is about. */
export function* addExportLine(tx: Tx, act: ExportAct): Generator<Step, void, unknown[]> {
  const { townId, actorId, format, filter, rows, hasPeople, isTaken, now } = act
  yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: 'export',
    subjectType: 'town',
    subjectId: townId,
    before: {},
    after: { format, filter, rows, ...(hasPeople ? { hasPeople } : {}), ...(isTaken ? { isTaken } : {}) },
    now,
  })
}
