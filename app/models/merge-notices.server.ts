import { eq } from 'drizzle-orm'
import { follows, noticeSettings, pushSubscriptions } from '#db/schema/notices.server.ts'
import { letters } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

interface Pair {
  intoId: string
  fromId: string
}

/** What a person follows and wants to be told of, when two accounts are joined: a wish of the account that stays stands. */
export function* mergeNotices(tx: Tx, { intoId, fromId }: Pair): Generator<Step, void, unknown[]> {
  const followed = yield* tx.do((db) => db.delete(follows).where(eq(follows.personId, fromId)).returning())
  for (const follow of followed)
    yield* tx.do((db) =>
      db
        .insert(follows)
        .values({ ...follow, personId: intoId })
        .onConflictDoNothing()
        .returning({ personId: follows.personId }),
    )
  const wishes = yield* tx.do((db) =>
    db.delete(noticeSettings).where(eq(noticeSettings.personId, fromId)).returning(),
  )
  for (const wish of wishes)
    yield* tx.do((db) =>
      db
        .insert(noticeSettings)
        .values({ ...wish, personId: intoId })
        .onConflictDoNothing()
        .returning({ personId: noticeSettings.personId }),
    )
  yield* tx.do((db) =>
    db
      .update(pushSubscriptions)
      .set({ personId: intoId })
      .where(eq(pushSubscriptions.personId, fromId))
      .returning({ id: pushSubscriptions.id }),
  )
  yield* tx.do((db) =>
    db
      .update(letters)
      .set({ personId: intoId })
      .where(eq(letters.personId, fromId))
      .returning({ id: letters.id }),
  )
}
