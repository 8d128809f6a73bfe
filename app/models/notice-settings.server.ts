import { and, eq, inArray } from 'drizzle-orm'
import { CHANNELS, type Channel, isUsual, NOTICE_KINDS, type NoticeKind } from '#app/domain/notices.ts'
import { noticeSettings } from '#db/schema/notices.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { dropUnwantedLetters } from './letters.server.ts'

export type NoticeWishes = Record<NoticeKind, Record<Channel, boolean>>

/** Whether each kind of notice is wanted, by e-mail and in the browser. */
export async function getNoticeWishes(personId: string): Promise<NoticeWishes> {
  const { read } = await getStore()
  const rows = await read.select().from(noticeSettings).where(eq(noticeSettings.personId, personId))
  const wishOf = (kind: NoticeKind, channel: Channel) =>
    rows.find((row) => row.kind === kind && row.channel === channel)?.isOn ?? isUsual(kind, channel)
  return Object.fromEntries(
    NOTICE_KINDS.map((kind) => [kind, { email: wishOf(kind, 'email'), push: wishOf(kind, 'push') }]),
  ) as NoticeWishes
}

export interface Wish {
  kind: NoticeKind
  channel: Channel
  isOn: boolean
}

export async function setNoticeWishes(personId: string, wishes: Wish[], now = new Date()) {
  const store = await getStore()
  await store.write(function* recordWishes(tx) {
    for (const wish of wishes) {
      yield* tx.do((db) =>
        db
          .insert(noticeSettings)
          .values({ personId, ...wish, changedAt: now })
          .onConflictDoUpdate({
            target: [noticeSettings.personId, noticeSettings.kind, noticeSettings.channel],
            set: { isOn: wish.isOn, changedAt: now },
          })
          .returning({ kind: noticeSettings.kind }),
      )
      if (!wish.isOn) yield* dropUnwantedLetters(tx, { personId, ...wish })
    }
  })
}

/** Who of these people wants a kind of notice, by channel. */
export function* whoWants(
  tx: Tx,
  personIds: string[],
  kind: NoticeKind,
): Generator<Step, Record<Channel, Set<string>>, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select()
      .from(noticeSettings)
      .where(and(eq(noticeSettings.kind, kind), inArray(noticeSettings.personId, personIds))),
  )
  const wanted = (channel: Channel) =>
    new Set(
      personIds.filter(
        (id) =>
          rows.find((row) => row.personId === id && row.channel === channel)?.isOn ?? isUsual(kind, channel),
      ),
    )
  return Object.fromEntries(CHANNELS.map((channel) => [channel, wanted(channel)])) as Record<
    Channel,
    Set<string>
  >
}
