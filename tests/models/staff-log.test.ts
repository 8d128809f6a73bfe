import { and, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { assignContribution, writeStaffNote } from '#app/models/assignments.server.ts'
import { checkLogs } from '#app/models/log-check.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import { grantRole } from '#app/models/people.server.ts'
import { splitContribution } from '#app/models/rearrange.server.ts'
import { getLogHead, hashOf, listStaffActs, recordStaffAct } from '#app/models/staff-acts.server.ts'
import { undoModeration } from '#app/models/undo-moderation.server.ts'
import { logHeads } from '#db/schema/desk.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { makePin, makeProposal, makeScene } from '../factories.ts'

async function acted() {
  const scene = await makeScene()
  const townId = scene.town.id
  const act = (reason = '') => ({
    townId,
    actorId: scene.moderator.id,
    act: 'status',
    subjectType: 'town',
    subjectId: townId,
    reason,
    before: { z: 1, a: { y: undefined, x: [1.5, null, 'ё'] } },
    after: { status: 'new' },
    now: new Date(),
  })
  const record = async (reason?: string) => (await getStore()).write((tx) => recordStaffAct(tx, act(reason)))
  return { ...scene, townId, act, record, broken: () => brokenIn(scene.town.slug) }
}

const brokenIn = async (slug: string) => (await checkLogs()).find((row) => row.townSlug === slug) ?? null

/** Does what a person with the database in hand would do: the guards are off while it lasts. */
async function tamper(change: (townId: string) => Promise<unknown>, townId: string) {
  const { write } = await getStore()
  const demo = (isDemo: boolean) =>
    write((tx) =>
      tx.do((db) => db.update(towns).set({ isDemo }).where(eq(towns.id, townId)).returning({ id: towns.id })),
    )
  await demo(true)
  await change(townId)
  await demo(false)
}

test('every act is chained to the one before, by town, also when many come at once', async () => {
  const [one, two] = [await acted(), await acted()]
  await Promise.all(Array.from({ length: 12 }, (_, i) => (i % 2 ? one : two).record(`дело ${i}`)))
  const rows = await listStaffActs(one.townId)
  expect(rows.map((row) => row.seq).sort((a, b) => a! - b!)).toEqual([1, 2, 3, 4, 5, 6])
  expect(new Set(rows.map((row) => row.hash)).size).toBe(6)
  expect(await one.broken()).toBeNull()
  expect(await two.broken()).toBeNull()
  const head = await getLogHead(one.townId)
  expect(head).toMatchObject({ seq: 6, hash: rows.find((row) => row.seq === 6)!.hash })
})

test('the database refuses to change or to delete an entry', async () => {
  const { townId, record } = await acted()
  const id = await record()
  const { write } = await getStore()
  const here = and(eq(staffActs.townId, townId), eq(staffActs.id, id))
  await expect(
    write((tx) =>
      tx.do((db) =>
        db.update(staffActs).set({ reason: 'иначе' }).where(here).returning({ id: staffActs.id }),
      ),
    ),
  ).rejects.toThrow()
  await expect(
    write((tx) => tx.do((db) => db.delete(staffActs).where(here).returning({ id: staffActs.id }))),
  ).rejects.toThrow()
  expect((await listStaffActs(townId)).map((row) => row.reason)).toEqual([''])
})

test('the check names the first entry that was left out, and sees one cut from the end', async () => {
  const { townId, record, broken } = await acted()
  const ids = [await record('1'), await record('2'), await record('3')]
  const { write } = await getStore()
  const remove = (id: string) =>
    tamper(
      () =>
        write((tx) =>
          tx.do((db) =>
            db
              .delete(staffActs)
              .where(and(eq(staffActs.townId, townId), eq(staffActs.id, id)))
              .returning({ id: staffActs.id }),
          ),
        ),
      townId,
    )
  await remove(ids[2]!)
  expect(await broken()).toEqual(expect.objectContaining({ seq: 3, why: 'head' }))
  await remove(ids[0]!)
  expect(await broken()).toEqual(expect.objectContaining({ seq: 1, actId: null, why: 'gap' }))
})

test('the check names an entry that says something else than was written', async () => {
  const { townId, act, record, broken } = await acted()
  await record('1')
  const { write } = await getStore()
  // Written past the model: a forger who adds an entry, but does not know how to hash it.
  const head = (await getLogHead(townId))!
  await write(function* forge(tx) {
    const { now, ...row } = act('подделка')
    const forged = { ...row, id: 'forged', contributionId: null, undid: null, batchId: null, seq: 2 }
    yield* tx.do((db) =>
      db
        .insert(staffActs)
        .values({ ...forged, createdAt: now, undoneBy: null, prevHash: head.hash, hash: 'made up' })
        .returning({ id: staffActs.id }),
    )
    yield* tx.do((db) =>
      db
        .update(logHeads)
        .set({ seq: 2, hash: 'made up' })
        .where(eq(logHeads.townId, townId))
        .returning({ seq: logHeads.seq }),
    )
  })
  expect(await broken()).toEqual(expect.objectContaining({ seq: 2, actId: 'forged', why: 'hash' }))
})

test('the check sees an entry before the first one, and an undo that no entry tells of', async () => {
  const { act, record, broken } = await acted()
  await record('1')
  const { write } = await getStore()
  const { now, ...row } = act('подделка')
  const insert = (seq: number) =>
    write((tx) =>
      tx.do((db) =>
        db
          .insert(staffActs)
          .values({ ...row, id: `forged ${seq}`, contributionId: null, seq, createdAt: now, undoneBy: null })
          .returning({ id: staffActs.id }),
      ),
    )
  await insert(0)
  expect(await broken()).toEqual(expect.objectContaining({ seq: 0, actId: 'forged 0', why: 'stray' }))
  await insert(-1)
  expect(await broken()).toEqual(expect.objectContaining({ seq: -1, actId: 'forged -1', why: 'stray' }))

  // Hashed as it should be, but marked as undone by an entry that never was.
  const other = await acted()
  await other.record('2')
  const head = (await getLogHead(other.townId))!
  const entry = { ...other.act('3'), id: 'marked', contributionId: null, undid: null, batchId: null, seq: 2 }
  const { now: at, ...hashed } = entry
  const hash = hashOf(head.hash, { ...hashed, createdAt: at.toISOString() })
  await write(function* forge(tx) {
    const sealed = { ...hashed, createdAt: at, prevHash: head.hash, hash, undoneBy: 'nobody' }
    yield* tx.do((db) => db.insert(staffActs).values(sealed).returning({ id: staffActs.id }))
    yield* tx.do((db) =>
      db
        .update(logHeads)
        .set({ seq: 2, hash })
        .where(eq(logHeads.townId, other.townId))
        .returning({ seq: logHeads.seq }),
    )
  })
  expect(await other.broken()).toEqual(expect.objectContaining({ seq: 2, actId: 'marked', why: 'stray' }))
})

test('the log tells that a note was written and an entry split, in nobody’s words', async () => {
  const scene = await makeScene()
  const [townId, actorId] = [scene.town.id, scene.moderator.id]
  const { id, title } = await makeProposal(scene.here)
  const act = { townId, actorId, contributionId: id }
  await writeStaffNote({ ...act, body: 'Звонила Пелагея Тестовна' })
  await grantRole({ townId, actorId, email: scene.author.email!, role: 'moderator' })
  await assignContribution({ ...act, to: { personId: scene.author.id, dueAt: new Date('2030-01-10') } })
  await splitContribution({
    ...act,
    first: { title: 'Лестница', body: 'Сделать удобный спуск.' },
    second: { title: 'Фонари', body: 'Поставить два фонаря.' },
    reason: 'Это два дела',
  })
  const rows = await listStaffActs(townId)
  expect(rows.map((row) => row.act).sort()).toEqual(['assign', 'note', 'role.grant', 'split'])
  const text = JSON.stringify(rows.map(({ before, after, reason }) => ({ before, after, reason })))
  for (const word of ['Пелагея', title, 'Лестница', scene.author.pseudonym]) expect(text).not.toContain(word)
  expect(await brokenIn(scene.town.slug)).toBeNull()
})

test('what was written before the chain is sealed by its first link', async () => {
  const { act, record, broken } = await acted()
  const { write } = await getStore()
  const old = (id: string) =>
    write((tx) =>
      tx.do((db) => {
        const { now, ...row } = act('давно')
        return db
          .insert(staffActs)
          .values({ ...row, id, contributionId: null, createdAt: now, undoneBy: null })
          .returning({ id: staffActs.id })
      }),
    )
  await old('old-1')
  expect(await broken()).toBeNull()
  await record('первое звено')
  expect(await broken()).toBeNull()
  await old('old-2')
  expect(await broken()).toEqual(expect.objectContaining({ seq: 0, why: 'seal' }))
})

test('an undo is a later entry: nothing written before is touched, and it can be done once', async () => {
  const scene = await makeScene()
  const townId = scene.town.id
  const pin = await makePin(scene.here)
  const { actId } = await decideModeration({
    townId,
    actorId: scene.moderator.id,
    subject: { type: 'contribution', id: pin.id },
    act: 'hide',
    reason: 'Причина',
  })
  const hashOfHide = (await listStaffActs(townId))[0]!.hash
  const undo = () => undoModeration({ townId, actorId: scene.moderator.id, actId })
  const settled = await Promise.allSettled([undo(), undo(), undo()])
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  const [later, hidden] = await listStaffActs(townId)
  expect(later).toMatchObject({ act: 'moderation.undo', undoneBy: null })
  expect(hidden).toMatchObject({ act: 'moderation.hide', undoneBy: later!.id, hash: hashOfHide })
  expect(await brokenIn(scene.town.slug)).toBeNull()
  const { read } = await getStore()
  const [{ n }] = (await read
    .select({ n: sql<number>`count(*)`.mapWith(Number) })
    .from(staffActs)
    .where(and(eq(staffActs.townId, townId), eq(staffActs.undid, actId)))) as [{ n: number }]
  expect(n).toBe(1)
})
