import { afterAll, beforeAll, expect, test } from 'vitest'
import { can } from '#app/domain/permissions.ts'
import { hashOfRows } from '../helpers/owned-rows.ts'
import { rowOf, rowsOf } from '../helpers/rows.ts'
import { townId } from '../helpers/town.ts'
import { startWalkedSite, type WalkedSite } from '../helpers/walked-site.ts'
import { makeWalker, type Walker } from '../helpers/walkers.ts'

let walked: WalkedSite
let victim: Walker
beforeAll(async () => {
  walked = await startWalkedSite()
  victim = await makeWalker(walked.site, 'victim')
})
afterAll(() => walked?.site.stop())

/** Names of columns and of what programs of this kind read by mistake. */
function extras(): Record<string, string> {
  const person = victim.actor!.personId
  const of = (names: string, value: string) =>
    Object.fromEntries(names.split(' ').map((name) => [name, value] as const))
  return {
    ...of(
      'authorId author_id author personId person_id person userId user ownerId actorId actor_id actor',
      person,
    ),
    ...of('clerkId clerk_id grantedBy granted_by decidedBy confirmedBy reviewedBy assistedBy', person),
    ...of('townId town_id', walked.foreignTown),
    ...of('role roles', 'admin'),
    ...of('isPlatformAdmin is_platform_admin isAdmin is_official isOfficial official isDemo verified', 'on'),
    ...of('status decision', 'done'),
    ...of('visibility state', 'published'),
    ...of('supports supportCount votes comments times', '99999'),
    ...of('number', '77777'),
    ...of('trust level', 'state-account'),
    ...of('provenAt proven_at freshAt fresh_at confirmedAt', '1'),
    ...of('createdAt created_at castAt votedAt', '2001-01-01T00:00'),
  }
}

/** What only a true act of somebody with the right to it may make. */
function raisedBy(person: string) {
  const { site } = walked
  const count = (sql: string, ...args: unknown[]) =>
    rowOf<{ n: number }>(site, `select count(*) n from ${sql}`, ...args).n
  return {
    roles: rowsOf(site, 'select * from roles order by town_id, person_id, role'),
    admins: rowsOf(site, 'select id from people where is_platform_admin = 1 order by id'),
    official: count('comments where author_id = ? and is_official = 1', person),
    decided: count("contributions where author_id = ? and (status <> 'new' or decision is not null)", person),
    counted: count('contributions where supports > 5000 or number = 77777'),
    confirmed: count('resident_confirmations'),
    proven: count('sessions where person_id = ? and proven_at is not null', person),
    old: count('contributions where author_id = ? and created_at < 1500000000000', person),
    assisted: count('assisted_acts'),
    dropped: count('contributions where author_id = ? and town_id <> ?', person, townId(site)),
  }
}

test('a resident gains nothing by fields that no form has, and nothing is done in another’s name or town', async () => {
  const { site, steps } = walked
  const me = await makeWalker(site, 'resident with fields')
  const { personId } = me.actor!
  const before = {
    raised: raisedBy(personId),
    victim: hashOfRows(site, 'person_id', victim.actor!.personId),
    foreign: hashOfRows(site, 'town_id', walked.foreignTown),
  }
  const theirs = rowsOf(site, 'select * from contributions where author_id = ?', victim.actor!.personId)
  let sent = 0
  const faults: string[] = []
  for (const { path, fields, route, isLast } of steps) {
    if (!fields || isLast) continue
    // Own names win: the step itself goes through, or is refused, as it would without the others.
    const answer = await me.visitor.post(path, { ...extras(), ...fields })
    if (answer.status >= 500) faults.push(`${route}: ${answer.status}`)
    sent++
  }
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThan(80)
  const now = raisedBy(personId)
  expect(now).toEqual(before.raised)
  expect(hashOfRows(site, 'person_id', victim.actor!.personId)).toEqual(before.victim)
  expect(hashOfRows(site, 'town_id', walked.foreignTown)).toEqual(before.foreign)
  expect(rowsOf(site, 'select * from contributions where author_id = ?', victim.actor!.personId)).toEqual(
    theirs,
  )
  // They did send something: the walk was no row of refusals.
  expect(rowsOf(site, 'select id from contributions where author_id = ?', personId)).toHaveLength(2)
}, 300_000)

test('an administrator stays in their own town, and acts as themselves', async () => {
  const { site, steps } = walked
  const admin = await makeWalker(site, 'admin with fields', { role: 'admin' })
  const before = {
    victim: hashOfRows(site, 'person_id', victim.actor!.personId),
    foreign: hashOfRows(site, 'town_id', walked.foreignTown),
  }
  const faults: string[] = []
  for (const { path, fields, route, act, about, isLast } of steps) {
    if (!fields || isLast || act === 'town:create') continue
    const may = (can as (actor: unknown, act: string, about: unknown) => boolean)(admin.actor, act, about)
    if (!may) continue
    const answer = await admin.visitor.post(path, { ...extras(), ...fields })
    if (answer.status >= 500) faults.push(`${route}: ${answer.status}`)
  }
  expect(faults).toEqual([])
  expect(hashOfRows(site, 'person_id', victim.actor!.personId)).toEqual(before.victim)
  expect(hashOfRows(site, 'town_id', walked.foreignTown)).toEqual(before.foreign)
  expect(rowsOf(site, 'select * from people where is_platform_admin = 1')).toHaveLength(1)
  expect(rowsOf(site, 'select * from staff_acts where actor_id = ?', victim.actor!.personId)).toEqual([])
  expect(
    rowsOf(site, 'select * from staff_acts where actor_id = ?', admin.actor!.personId).length,
  ).toBeGreaterThan(5)
}, 300_000)

test('a form is the same with and without them', async () => {
  const { site, own, author } = walked
  const fields = { intent: 'comment', body: 'Согласны' }
  const path = `/prirechensk/${own.number}?index`
  const send = async (more: Record<string, string>) => {
    const id = crypto.randomUUID()
    await author.visitor.post(path, { ...more, ...fields, id })
    const { created_at, ...row } = rowOf(site, 'select * from comments where id = ?', id)
    expect(Number(created_at)).toBeGreaterThan(Date.now() - 60_000)
    return { ...row, id: '' }
  }
  expect(await send(extras())).toEqual(await send({}))
})
