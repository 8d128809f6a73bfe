import { and, eq, inArray, like, or, type SQL } from 'drizzle-orm'
import { pseudonymFrom } from '#app/domain/default-names.ts'
import type { Actor, Limits, Role } from '#app/domain/permissions.ts'
import { looksAlike, namesStaff } from '#app/domain/pseudonyms.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { people, roles } from '#db/schema/people.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type Person = typeof people.$inferSelect

/** The person of an e-mail address, made on first sight with a pseudonym. */
export function* personOfEmail(
  tx: Tx,
  email: string,
  locale: string,
  now: Date,
): Generator<Step, Person, unknown[]> {
  const [known] = yield* tx.do((db) => db.select().from(people).where(eq(people.email, email)))
  if (known) return known
  const [made] = yield* tx.do((db) =>
    db
      .insert(people)
      .values({
        id: newId(),
        email,
        pseudonym: pseudonymFrom(Math.random(), Math.random(), Math.random()),
        locale,
        isPlatformAdmin: false,
        isSynthetic: false,
        createdAt: now,
      })
      .returning(),
  )
  return made!
}

export async function changePersonProfile(personId: string, change: { pseudonym?: string; locale?: string }) {
  const store = await getStore()
  await store.write(function* recordProfile(tx) {
    yield* tx.do((db) =>
      db.update(people).set(change).where(eq(people.id, personId)).returning({ id: people.id }),
    )
  })
}

/**
 * A person's own choice of a public name. Nobody may sign as the town's staff; staff may name their post.
 * @throws {Refusal} 'pseudonym.names-staff' | 'pseudonym.of-staff'
 */
export async function choosePseudonym(personId: string, pseudonym: string) {
  const store = await getStore()
  await store.write(function* recordPseudonym(tx) {
    const staff = yield* tx.do((db) =>
      db
        .select({ id: people.id, pseudonym: people.pseudonym })
        .from(people)
        .where(
          or(
            eq(people.isPlatformAdmin, true),
            inArray(people.id, db.select({ id: roles.personId }).from(roles)),
          ),
        ),
    )
    const isStaff = staff.some((one) => one.id === personId)
    if (!isStaff && namesStaff(pseudonym)) throw new Refusal('pseudonym.names-staff')
    if (staff.some((one) => one.id !== personId && looksAlike(one.pseudonym, pseudonym)))
      throw new Refusal('pseudonym.of-staff')
    yield* tx.do((db) =>
      db.update(people).set({ pseudonym }).where(eq(people.id, personId)).returning({ id: people.id }),
    )
  })
}

export async function getActor(person: Person, townId: string): Promise<Actor> {
  const { read } = await getStore()
  const rows = await read
    .select({ role: roles.role, limits: roles.limits })
    .from(roles)
    .where(and(eq(roles.townId, townId), eq(roles.personId, person.id)))
  return {
    personId: person.id,
    roles: rows.map((row) => row.role),
    isPlatformAdmin: person.isPlatformAdmin,
    limits: rows.find((row) => row.role === 'moderator')?.limits ?? null,
  }
}

/** Whether a person administers the whole installation, whatever their session has shown. */
export async function isAdminOfAll(personId: string): Promise<boolean> {
  const { read } = await getStore()
  const [row] = await read
    .select({ isPlatformAdmin: people.isPlatformAdmin })
    .from(people)
    .where(eq(people.id, personId))
  return row?.isPlatformAdmin ?? false
}

/** Whether a person has a role in any town. */
export async function isStaffAnywhere(personId: string): Promise<boolean> {
  const { read } = await getStore()
  const rows = await read
    .select({ role: roles.role })
    .from(roles)
    .where(eq(roles.personId, personId))
    .limit(1)
  return rows.length > 0
}

export async function listStaff(townId: string) {
  const { read } = await getStore()
  return read
    .select({
      personId: people.id,
      email: people.email,
      pseudonym: people.pseudonym,
      role: roles.role,
      limits: roles.limits,
    })
    .from(roles)
    .innerJoin(people, eq(people.id, roles.personId))
    .where(eq(roles.townId, townId))
    .orderBy(people.email, roles.role)
}

/** Gives a role to the person of an e-mail address; the same role twice is one role, with the limits given last. */
export async function grantRole(grant: {
  townId: string
  email: string
  role: Role
  /** Of a moderator; null = the whole town. */
  limits?: Limits | null
  actorId: string | null
  now?: Date
}) {
  const { townId, role, actorId, now = new Date() } = grant
  const limits = role === 'moderator' ? (grant.limits ?? null) : null
  const email = grant.email.trim().toLowerCase()
  const store = await getStore()
  return store.write(function* recordRole(tx) {
    const person = yield* personOfEmail(tx, email, 'ru', now)
    const made = yield* tx.do((db) =>
      db
        .insert(roles)
        .values({ townId, personId: person.id, role, limits, grantedAt: now, grantedBy: actorId })
        .onConflictDoNothing()
        .returning({ role: roles.role }),
    )
    const before = made.length > 0 ? {} : yield* changeLimits(tx, { townId, personId: person.id, limits })
    if (before) {
      yield* recordStaffAct(tx, {
        townId,
        actorId: actorId ?? person.id,
        act: 'role.grant',
        subjectType: 'person',
        subjectId: person.id,
        before,
        after: limits ? { role, limits } : { role },
        now,
      })
    }
    return person
  })
}

/** @returns the limits before; null when they are the same */
function* changeLimits(
  tx: Tx,
  { townId, personId, limits }: { townId: string; personId: string; limits: Limits | null },
): Generator<Step, Record<string, unknown> | null, unknown[]> {
  const row = and(eq(roles.townId, townId), eq(roles.personId, personId), eq(roles.role, 'moderator'))
  const [known] = yield* tx.do((db) => db.select({ limits: roles.limits }).from(roles).where(row))
  if (!known || JSON.stringify(known.limits) === JSON.stringify(limits)) return null
  yield* tx.do((db) => db.update(roles).set({ limits }).where(row).returning({ role: roles.role }))
  return { role: 'moderator', limits: known.limits }
}

/** @throws {Refusal} 'role.last-admin' when the town would be left without one */
export async function revokeRole(revoke: {
  townId: string
  personId: string
  role: Role
  actorId: string
  now?: Date
}) {
  const { townId, personId, role, actorId, now = new Date() } = revoke
  const store = await getStore()
  await store.write(function* recordRevocation(tx) {
    if (role === 'admin') {
      const admins = yield* tx.do((db) =>
        db
          .select({ personId: roles.personId })
          .from(roles)
          .where(and(eq(roles.townId, townId), eq(roles.role, 'admin'))),
      )
      if (admins.length === 1 && admins[0]!.personId === personId) throw new Refusal('role.last-admin')
    }
    yield* takeRoles(tx, and(eq(roles.townId, townId), eq(roles.role, role)), { personId, actorId, now })
  })
}

/** Takes a person's roles (those of a condition, or all), each with its line in the town's log. */
export function* takeRoles(
  tx: Tx,
  which: SQL | undefined,
  { personId, actorId, now }: { personId: string; actorId: string; now: Date },
): Generator<Step, void, unknown[]> {
  const gone = yield* tx.do((db) =>
    db
      .delete(roles)
      .where(and(eq(roles.personId, personId), which))
      .returning({ townId: roles.townId, role: roles.role }),
  )
  for (const { townId, role } of gone)
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'role.revoke',
      subjectType: 'person',
      subjectId: personId,
      before: { role },
      after: {},
      now,
    })
}

/** Makes a person an administrator of the whole installation, who may create towns. */
export async function makePlatformAdmin(email: string, now = new Date()) {
  const store = await getStore()
  return store.write(function* recordAdmin(tx) {
    const person = yield* personOfEmail(tx, email.trim().toLowerCase(), 'ru', now)
    yield* tx.do((db) =>
      db
        .update(people)
        .set({ isPlatformAdmin: true })
        .where(eq(people.id, person.id))
        .returning({ id: people.id }),
    )
    return { ...person, isPlatformAdmin: true }
  })
}

export async function listPseudonyms(ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const { read } = await getStore()
  const rows = await read
    .select({ id: people.id, pseudonym: people.pseudonym })
    .from(people)
    .where(inArray(people.id, [...new Set(ids)]))
  return new Map(rows.map((row) => [row.id, row.pseudonym]))
}

/** The made-up staff of the demo: people of its own domain with a role, never anybody who came themselves. */
export async function listDemoStaff() {
  const { read } = await getStore()
  return read
    .selectDistinct({ id: people.id, email: people.email })
    .from(people)
    .innerJoin(roles, eq(roles.personId, people.id))
    .where(like(people.email, `%@${DEMO_DOMAIN}`))
    .orderBy(people.email)
}

/** Reserved by RFC 2606: nobody can have a mailbox there. */
const DEMO_DOMAIN = 'prirechensk.example'
