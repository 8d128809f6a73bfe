import { towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** Tells the log of every town that the command line has made somebody an administrator of all of them. */
export async function recordPlatformAdmin(personId: string, now = new Date()) {
  const store = await getStore()
  await store.write(function* tellEveryTown(tx) {
    for (const { id } of yield* tx.do((db) => db.select({ id: towns.id }).from(towns))) {
      yield* recordStaffAct(tx, {
        townId: id,
        actorId: personId,
        act: 'role.grant',
        subjectType: 'person',
        subjectId: personId,
        before: {},
        after: { role: 'admin' },
        now,
      })
    }
  })
}
