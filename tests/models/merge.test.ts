import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { linkIdentity, listIdentities, signInByIdentity } from '#app/models/identities.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { FATE, mergePeople } from '#app/models/merge.server.ts'
import { grantRole } from '#app/models/people.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { getSession } from '#app/models/sessions.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { countBallots } from '#app/models/votes.server.ts'
import { externalIdentities } from '#db/schema/identities.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { getContributionById } from '../contribution-row.ts'
import { makePeople, makePerson, makePin, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const ISSUER = 'https://id.example.org'

/** Somebody who came by another service and has nothing but that here. */
async function comeBy(subject = newId()) {
  const account = { issuer: ISSUER, subject }
  const arrival = { account, locale: 'ru', device: '', replaces: null, secret: SECRET }
  return { account, arrival, ...(await signInByIdentity(arrival)) }
}

describe('an account at another service', () => {
  test('is one person, however often and however many at once come by it; its id is not kept', async () => {
    const { account, arrival, personId } = await comeBy()
    const again = await Promise.all(Array.from({ length: 10 }, () => signInByIdentity(arrival)))
    expect(new Set([personId, ...again.map((one) => one.personId)]).size).toBe(1)
    const first = { issuer: ISSUER, subject: newId() }
    const atOnce = await Promise.all(
      Array.from({ length: 10 }, () => signInByIdentity({ ...arrival, account: first })),
    )
    expect(new Set(atOnce.map((one) => one.personId)).size).toBe(1)
    const { read } = await getStore()
    const kept = JSON.stringify([
      await read.select().from(externalIdentities),
      await read.select().from(people),
    ])
    for (const subject of [account.subject, first.subject]) expect(kept).not.toContain(subject)
  })

  test('is linked to one person only, who then signs in by it', async () => {
    const [one, other] = await makePeople(2)
    const account = { issuer: ISSUER, subject: newId() }
    expect(await linkIdentity({ personId: one!.id, account, secret: SECRET })).toBeNull()
    expect(await linkIdentity({ personId: one!.id, account, secret: SECRET })).toBeNull()
    expect(await linkIdentity({ personId: other!.id, account, secret: SECRET })).toBe(one!.id)
    expect(await listIdentities(other!.id)).toEqual([])
    const arrival = { account, locale: 'ru', device: '', replaces: null, secret: SECRET }
    expect((await signInByIdentity(arrival)).personId).toBe(one!.id)
  })
})

describe('joining two accounts of one person', () => {
  test('a support of the same thing is one, and of one’s own none; tallies stay true', async () => {
    const { town, here } = await makeScene()
    const [pin, second] = [await makePin(here), await makePin(here)]
    const { personId: fromId, token, arrival } = await comeBy()
    const into = await makePerson()
    const own = await makePin({ ...here, personId: fromId })
    const support = (personId: string, contributionId: string) =>
      supportContribution({ townId: town.id, personId, contributionId })
    await support(into.id, pin.id)
    await support(fromId, pin.id)
    await support(fromId, second.id)
    await support(into.id, own.id)
    await mergePeople({ intoId: into.id, fromId })
    const supports = async (id: string) => (await getContributionById(town.id, id))!.supports
    expect([await supports(pin.id), await supports(second.id), await supports(own.id)]).toEqual([1, 1, 0])
    expect((await getContributionById(town.id, own.id))!.authorId).toBe(into.id)
    expect(await support(into.id, second.id)).toEqual({ supports: 1 })
    expect(await recount()).toEqual([])
    expect(await getSession(token)).toBeNull()
    expect((await signInByIdentity(arrival)).personId).toBe(into.id)
    expect(await (await getStore()).brokenForeignKeys()).toEqual([])
  })

  test('keeps no more supports than the phase allows', async () => {
    const { town, here } = await makeScene({ settings: { supportLimit: 2 } })
    const pins = [await makePin(here), await makePin(here), await makePin(here)]
    const [into, from] = await makePeople(2)
    const support = (personId: string, contributionId: string) =>
      supportContribution({ townId: town.id, personId, contributionId })
    await support(into!.id, pins[0]!.id)
    await support(into!.id, pins[1]!.id)
    await support(from!.id, pins[1]!.id)
    await support(from!.id, pins[2]!.id)
    await mergePeople({ intoId: into!.id, fromId: from!.id })
    const left = await Promise.all(
      pins.map(async ({ id }) => (await getContributionById(town.id, id))!.supports),
    )
    expect(left).toEqual([1, 1, 0])
    expect(await recount()).toEqual([])
  })

  test('of two ballots one stays, and neither account votes again beside it', async () => {
    const { here, cast, marked } = await makeVote()
    const [into, from, third] = await makePeople(3)
    await cast(into!.id, marked(1))
    await cast(from!.id, marked(2))
    await cast(third!.id, marked(3))
    await mergePeople({ intoId: into!.id, fromId: from!.id })
    expect((await countBallots(here.townId, here.phaseId)).web).toBe(2)
    await expectRefusal(cast(into!.id, marked(4)), 'ballot.changed-meanwhile')
    expect((await countBallots(here.townId, here.phaseId)).web).toBe(2)

    const voter = await makePerson()
    const late = await makePerson()
    await cast(voter.id, marked(1))
    await mergePeople({ intoId: late.id, fromId: voter.id })
    await expectRefusal(cast(late.id, marked(2)), 'ballot.changed-meanwhile')
    expect((await countBallots(here.townId, here.phaseId)).web).toBe(3)
    expect(await recount()).toEqual([])
  })

  test('is refused for staff and for what is no pair, and done once however often it is asked at once', async () => {
    const { town, moderator } = await makeScene()
    const [into, from] = await makePeople(2)
    await grantRole({ townId: town.id, email: from!.email!, role: 'planner', actorId: moderator.id })
    await expectRefusal(mergePeople({ intoId: into!.id, fromId: from!.id }), 'link.staff')
    await expectRefusal(mergePeople({ intoId: into!.id, fromId: into!.id }), 'link.nothing')
    await expectRefusal(mergePeople({ intoId: into!.id, fromId: newId() }), 'link.nothing')
    const other = await makePerson()
    const pair = { intoId: into!.id, fromId: other.id }
    const { done, refused } = await outcomes(Array.from({ length: 5 }, () => mergePeople(pair)))
    expect([done, refused]).toEqual([1, { 'link.nothing': 4 }])
    const { read } = await getStore()
    const [ended] = await read.select().from(people).where(eq(people.id, other.id))
    expect(ended).toMatchObject({ email: null, mergedInto: into!.id })
  })

  test('has said of every column of the schema that names a person what becomes of it', () => {
    const folder = join(process.env.SREDA_HOME!, 'db/migrations/sqlite/meta')
    const newest = readdirSync(folder)
      .filter((name) => name.endsWith('_snapshot.json'))
      .sort()
      .at(-1)!
    type Keys = Record<string, { name: string; tableTo: string }>
    const { tables } = JSON.parse(readFileSync(join(folder, newest), 'utf8')) as {
      tables: Record<string, { foreignKeys: Keys }>
    }
    const keys = Object.values(tables).flatMap(({ foreignKeys }) => Object.values(foreignKeys))
    const naming = keys.filter(({ tableTo }) => tableTo === 'people').map(({ name }) => name)
    expect(Object.keys(FATE).sort()).toEqual(naming.sort())
  })
})
