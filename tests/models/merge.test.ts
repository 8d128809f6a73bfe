import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { getFactors, removePasskey } from '#app/models/factors.server.ts'
import {
  findIdentity,
  identityHash,
  linkIdentity,
  listIdentities,
  signInByIdentity,
  unlinkIdentity,
} from '#app/models/identities.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { FATE, mergePeople } from '#app/models/merge.server.ts'
import { listPasskeys } from '#app/models/passkeys.server.ts'
import { grantRole, type Person } from '#app/models/people.server.ts'
import { addProvider } from '#app/models/providers.server.ts'
import { subscribePush } from '#app/models/push-subscriptions.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { getSession } from '#app/models/sessions.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { countBallots } from '#app/models/votes.server.ts'
import { passkeys } from '#db/schema/factors.server.ts'
import { externalIdentities } from '#db/schema/identities.server.ts'
import { letters, people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { getContributionById } from '../contribution-row.ts'
import { makePeople, makePerson, makePin, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const ISSUER = 'https://id.example.org'

async function givePasskey(personId: string, id: string) {
  const values = {
    id,
    personId,
    publicKey: 'k',
    counter: 0,
    transports: [],
    name: 'телефон',
    isBackedUp: false,
    createdAt: new Date(),
    usedOn: null,
  }
  const { write } = await getStore()
  await write((tx) => tx.do((db) => db.insert(passkeys).values(values).returning({ id: passkeys.id })))
}

async function lettersTo({ email }: Person) {
  const { read } = await getStore()
  return read
    .select({ channel: letters.channel, template: letters.template, params: letters.params })
    .from(letters)
    .where(eq(letters.recipient, email!))
}

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
    expect((await findIdentity(account, SECRET)).personId).toBeNull()
    const link = { keyHash: identityHash(SECRET, account), issuer: ISSUER, label: 'Городской вход' }
    await linkIdentity({ personId: one!.id, ...link })
    await linkIdentity({ personId: one!.id, ...link })
    expect((await findIdentity(account, SECRET)).personId).toBe(one!.id)
    await expectRefusal(linkIdentity({ personId: other!.id, ...link }), 'link.nothing')
    expect(await listIdentities(other!.id)).toEqual([])
    const arrival = { account, locale: 'ru', device: '', replaces: null, secret: SECRET }
    expect((await signInByIdentity(arrival)).personId).toBe(one!.id)
    // Once, and of the one link that was made.
    expect(await lettersTo(one!)).toEqual([
      {
        channel: 'email',
        template: 'added-service',
        params: { service: 'Городской вход', page: 'security' },
      },
    ])
  })

  test('is taken off by its owner alone, and never when nothing else opens the account', async () => {
    const [one, other] = await makePeople(2)
    const account = { issuer: ISSUER, subject: newId() }
    const keyHash = identityHash(SECRET, account)
    await linkIdentity({ personId: one!.id, keyHash, issuer: ISSUER, label: '' })
    await unlinkIdentity(other!.id, keyHash)
    expect(await listIdentities(one!.id)).toHaveLength(1)
    await unlinkIdentity(one!.id, keyHash)
    expect(await listIdentities(one!.id)).toEqual([])

    const { personId, account: only } = await comeBy()
    const onlyHash = identityHash(SECRET, only)
    await expectRefusal(unlinkIdentity(personId, onlyHash), 'account.last-way')
    await givePasskey(personId, 'key-of-one-without-mail')
    // A service that no town lets people in by any more opens nothing.
    await expectRefusal(removePasskey(personId, 'key-of-one-without-mail'), 'account.last-way')
    const { town } = await makeScene()
    await addProvider({
      townId: town.id,
      actorId: one!.id,
      label: 'Служба',
      labelEn: 'Service',
      clientId: 'sreda',
      clientSecret: 'of the client',
      issuer: ISSUER,
      trust: 'email',
      secret: SECRET,
    })
    await removePasskey(personId, 'key-of-one-without-mail')
    await givePasskey(personId, 'key-of-one-without-mail')
    await unlinkIdentity(personId, onlyHash)
    await expectRefusal(removePasskey(personId, 'key-of-one-without-mail'), 'account.last-way')
    expect(await listPasskeys(personId)).toHaveLength(1)
  })
})

describe('joining two accounts of one person', () => {
  test('hands over no key: what opened the other account opens nothing, and both owners are told', async () => {
    const [into, from] = await makePeople(2)
    const key = `key-${from!.id}`
    await givePasskey(from!.id, key)
    await subscribePush({
      personId: into!.id,
      endpoint: `https://push.example.org/${key}`,
      p256dh: 'p',
      auth: 'a',
    })
    await mergePeople({ intoId: into!.id, fromId: from!.id })
    const { read } = await getStore()
    expect(await read.select().from(passkeys).where(eq(passkeys.id, key))).toEqual([])
    expect(await getFactors(into!.id)).toMatchObject({ passkeys: 0 })
    const joined = (await read.select().from(letters).where(eq(letters.personId, into!.id))).filter(
      ({ template }) => template === 'joined',
    )
    expect(joined.filter(({ channel }) => channel === 'push')).toHaveLength(1)
    expect(
      joined
        .filter(({ channel }) => channel === 'email')
        .map(({ recipient }) => recipient)
        .sort(),
    ).toEqual([into!.email, from!.email].sort())
  })

  test('tells the mailbox that it takes over, and is not done by what was unlinked meanwhile', async () => {
    const { personId: intoId } = await comeBy()
    const [from, owner] = await makePeople(2)
    await mergePeople({ intoId, fromId: from!.id })
    expect((await lettersTo(from!)).map(({ template }) => template)).toEqual(['joined'])

    const account = { issuer: ISSUER, subject: newId() }
    const keyHash = identityHash(SECRET, account)
    await linkIdentity({ personId: owner!.id, keyHash, issuer: ISSUER, label: '' })
    const thief = await makePerson()
    await unlinkIdentity(owner!.id, keyHash)
    const join = () => mergePeople({ intoId: thief.id, fromId: owner!.id, keyHash })
    await expectRefusal(join(), 'link.nothing')
    await linkIdentity({ personId: owner!.id, keyHash, issuer: ISSUER, label: '' })
    await join()
  })

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
    // Of two in one millisecond neither is the older one.
    let at = Date.now()
    const support = (personId: string, contributionId: string) =>
      supportContribution({ townId: town.id, personId, contributionId, now: new Date(at++) })
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
