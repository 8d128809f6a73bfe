import { getStore } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export interface ExportAct {
  townId: string
  actorId: string
  format: string
  /** As the query string of the page. */
  filter: string
  rows: number
  now: Date
}

/** Writes into the staff's log who took data out, how much and which. */
export async function recordExport({ townId, actorId, format, filter, rows, now }: ExportAct) {
  const store = await getStore()
  await store.write((tx) =>
    recordStaffAct(tx, {
      townId,
      actorId,
      act: 'export',
      subjectType: 'town',
      subjectId: townId,
      before: {},
      after: { format, filter, rows },
      now,
    }),
  )
}
