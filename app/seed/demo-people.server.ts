import { and, eq, inArray } from 'drizzle-orm'
import { consentText } from '#app/documents.server.ts'
import { PURPOSES } from '#app/domain/consents.ts'
import { inventedName } from '#app/domain/default-names.ts'
import type { Role } from '#app/domain/permissions.ts'
import { env } from '#app/env.server.ts'
import { giveConsent } from '#app/models/consents.server.ts'
import { newId } from '#app/models/ids.server.ts'
import {
  changePersonProfile,
  grantRole,
  makePlatformAdmin,
  personOfEmail,
} from '#app/models/people.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'

/** As many as the most supported proposal needs, and some more, so that nobody holds more supports than allowed. */
const RESIDENTS = 160

/** Before anything that they have said. */
const LONG_AGO_MS = 200 * 86_400_000

/** Who can sign in to the demo; the code is read at /letters. */
export const DEMO_STAFF: { email: string; pseudonym: string; role: Role | null }[] = [
  { email: 'resident@prirechensk.example', pseudonym: 'Речная Ива 100', role: null },
  { email: 'moderator@prirechensk.example', pseudonym: 'Модератор Приреченска', role: 'moderator' },
  { email: 'planner@prirechensk.example', pseudonym: 'Архитектор Приреченска', role: 'planner' },
  { email: 'admin@prirechensk.example', pseudonym: 'Администратор Приреченска', role: 'admin' },
]

export interface DemoPeople {
  /** Ids by number, from 1; the first of the list is resident 1. */
  residents: string[]
  moderatorId: string
  plannerId: string
  adminId: string
}

/** Made-up residents without addresses, and four people with one, who have given their consents. */
export async function seedPeople(townId: string, now: Date): Promise<DemoPeople> {
  const residents = await seedResidents(new Date(now.getTime() - LONG_AGO_MS))
  const ids = new Map<string, string>()
  for (const { email, pseudonym, role } of DEMO_STAFF)
    ids.set(email, await seedPerson({ townId, email, pseudonym, role, now }))
  await makePlatformAdmin('admin@prirechensk.example', now)
  return {
    residents,
    moderatorId: ids.get('moderator@prirechensk.example')!,
    plannerId: ids.get('planner@prirechensk.example')!,
    adminId: ids.get('admin@prirechensk.example')!,
  }
}

interface NewDemoPerson {
  townId: string
  email: string
  pseudonym: string
  role: Role | null
  now: Date
}

async function seedPerson({ townId, email, pseudonym, role, now }: NewDemoPerson): Promise<string> {
  const store = await getStore()
  const { id } = await store.write((tx) => personOfEmail(tx, email, 'ru', now))
  await changePersonProfile(id, { pseudonym })
  for (const purpose of PURPOSES) {
    await giveConsent({
      personId: id,
      purpose,
      ...consentText(purpose),
      address: 'demo',
      secret: env().SESSION_SECRET,
      now,
    })
  }
  if (role) await grantRole({ townId, email, role, actorId: null, now })
  return id
}

/** The same people again when the demo is seeded anew. */
async function seedResidents(createdAt: Date): Promise<string[]> {
  const names = Array.from({ length: RESIDENTS }, (_, i) => inventedName(i + 1))
  const store = await getStore()
  return store.write(function* recordResidents(tx) {
    const known = yield* tx.do((db) =>
      db
        .select({ id: people.id, pseudonym: people.pseudonym })
        .from(people)
        .where(and(eq(people.isSynthetic, true), inArray(people.pseudonym, names))),
    )
    const ids = new Map(known.map((row) => [row.pseudonym, row.id]))
    const missing = names.filter((name) => !ids.has(name))
    for (const name of missing) ids.set(name, newId())
    if (missing.length > 0) {
      const rows = missing.map((pseudonym) => ({
        id: ids.get(pseudonym)!,
        email: null,
        pseudonym,
        locale: 'ru',
        isPlatformAdmin: false,
        isSynthetic: true,
        createdAt,
      }))
      yield* tx.do((db) => db.insert(people).values(rows).returning({ id: people.id }))
    }
    return names.map((name) => ids.get(name)!)
  })
}
