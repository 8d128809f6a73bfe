import { and, eq } from 'drizzle-orm'
import { devices } from '#db/schema/desk.server.ts'
import { getStore } from '#db/store.server.ts'

const DAY_MS = 86_400_000

/** Keeps that a person wrote or supported from a device, and the newest day (UTC); written once a day. */
export async function rememberDevice({
  townId,
  personId,
  hash,
  now = new Date(),
}: {
  townId: string
  personId: string
  hash: string
  now?: Date
}) {
  const lastAt = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS)
  const store = await getStore()
  const [known] = await store.read
    .select({ lastAt: devices.lastAt })
    .from(devices)
    .where(and(eq(devices.townId, townId), eq(devices.hash, hash), eq(devices.personId, personId)))
  if (known && known.lastAt >= lastAt) return
  await store.write((tx) =>
    tx.do((db) =>
      db
        .insert(devices)
        .values({ townId, hash, personId, lastAt })
        .onConflictDoUpdate({
          target: [devices.townId, devices.hash, devices.personId],
          set: { lastAt },
        })
        .returning({ hash: devices.hash }),
    ),
  )
}
