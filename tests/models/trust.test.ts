import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { Trust } from '#app/domain/trust.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { identityHash, linkIdentity, signInByIdentity } from '#app/models/identities.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { createInvitations, redeemInvitation, voidInvitations } from '#app/models/invitations.server.ts'
import { addProvider, setProviderOpen } from '#app/models/providers.server.ts'
import { confirmResident, listConfirmations, unconfirmResident } from '#app/models/residents.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { getTrust } from '#app/models/trust.server.ts'
import { countBallots } from '#app/models/votes.server.ts'
import { invitations } from '#db/schema/counter.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { makeVote, SECRET } from '../ballot-factories.ts'
import { DAY, makePeople, makePerson, makePin, makeScene, makeTown } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const ISSUER = 'https://id.example.org'

/** Somebody of exactly this level in a town. */
async function makeKnown(townId: string, level: Trust): Promise<string> {
  const clerk = await makePerson()
  if (level === 'email') return (await makePerson()).id
  if (level === 'in-person') {
    const person = await makePerson()
    await confirmResident({ townId, email: person.email!, actorId: clerk.id })
    return person.id
  }
  const account = {
    issuer: level === 'state-account' ? ISSUER : 'https://unknown.example.org',
    subject: newId(),
  }
  const arrival = { account, locale: 'ru', device: '', replaces: null, secret: SECRET }
  return (await signInByIdentity(arrival)).personId
}

async function addService(townId: string, trust: 'email' | 'in-person' | 'state-account' = 'state-account') {
  const clerk = await makePerson()
  const words = { label: 'Служба', labelEn: 'Service', clientId: 'sreda', clientSecret: 'of the client' }
  return addProvider({ townId, actorId: clerk.id, ...words, issuer: ISSUER, trust, secret: SECRET })
}

const LEVELS: Trust[] = ['anonymous', 'email', 'in-person', 'state-account']

describe('a phase that names its least level', () => {
  test.each(LEVELS)('%s lets in that level and those above, in every act', async (leastTrust) => {
    const { town, here } = await makeScene()
    await addService(town.id)
    const asked = await makeScene({ settings: { leastTrust } })
    await addService(asked.town.id)
    for (const level of LEVELS) {
      const personId = await makeKnown(asked.town.id, level)
      expect(await getTrust(asked.town.id, personId), level).toBe(level)
      const sent = makePin({ ...asked.here, personId })
      if (LEVELS.indexOf(level) >= LEVELS.indexOf(leastTrust)) {
        const { id: contributionId } = await sent
        const fan = await makeKnown(asked.town.id, level)
        const at = { townId: asked.town.id, personId: fan, contributionId }
        expect(await supportContribution(at)).toEqual({ supports: 1 })
        await submitComment({ ...at, id: newId(), parentId: null, body: 'Согласны' })
      } else await expectRefusal(sent, `trust.needs-${leastTrust as 'email'}`)
    }
    // What is known in one town is not known in another.
    const confirmed = await makeKnown(asked.town.id, 'in-person')
    expect(await getTrust(town.id, confirmed)).toBe('email')
    expect(here.townId).toBe(town.id)
  })

  test('refuses supports and comments under what was sent before, and ballots', async () => {
    const { town, here } = await makeScene({ settings: { leastTrust: 'in-person' } })
    const author = await makeKnown(town.id, 'in-person')
    const pin = await makePin({ ...here, personId: author })
    const at = { townId: town.id, personId: (await makePerson()).id, contributionId: pin.id }
    await expectRefusal(supportContribution(at), 'trust.needs-in-person')
    const comment = { ...at, id: newId(), parentId: null, body: 'Согласны' }
    await expectRefusal(submitComment(comment), 'trust.needs-in-person')

    const { here: vote, cast, marked } = await makeVote({ leastTrust: 'in-person' })
    const [known, unknown] = [await makeKnown(vote.townId, 'in-person'), await makePerson()]
    // The second time the vote is frozen and read from memory.
    for (const _ of [1, 2]) {
      await expectRefusal(cast(unknown.id, marked(1)), 'trust.needs-in-person')
      if (_ === 1) await cast(known, marked(1))
    }
    const { web } = await countBallots(vote.townId, vote.phaseId)
    expect(web).toBe(1)
  })

  test('forgets what was taken back: a confirmation, and a service that was closed', async () => {
    const town = await makeTown()
    const clerk = await makePerson()
    const person = await makePerson()
    await confirmResident({ townId: town.id, email: person.email!, actorId: clerk.id })
    await unconfirmResident({ townId: town.id, personId: person.id, actorId: clerk.id })
    expect(await getTrust(town.id, person.id)).toBe('email')
    const again = unconfirmResident({ townId: town.id, personId: person.id, actorId: clerk.id })
    await expectRefusal(again, 'person.not-found')
    const id = await addService(town.id)
    const account = { issuer: ISSUER, subject: newId() }
    const link = { keyHash: identityHash(SECRET, account), issuer: ISSUER, label: '' }
    await linkIdentity({ personId: person.id, ...link })
    expect(await getTrust(town.id, person.id)).toBe('state-account')
    await setProviderOpen({ townId: town.id, id, isOpen: false, actorId: clerk.id })
    expect(await getTrust(town.id, person.id)).toBe('email')
  })
})

describe('a printed invitation', () => {
  async function printOne(now = new Date()) {
    const town = await makeTown()
    const clerk = await makePerson()
    const staff = { townId: town.id, actorId: clerk.id, now }
    const { codes, batch } = await createInvitations({ ...staff, howMany: 3, secret: SECRET })
    const redeem = (personId: string, code = codes[0]!) =>
      redeemInvitation({ townId: town.id, personId, code, secret: SECRET })
    return { town, clerk, staff, codes, batch, redeem }
  }

  test('confirms one person in person, once, by whoever printed it', async () => {
    const { town, clerk, codes, redeem } = await printOne()
    const [person, other] = await makePeople(2)
    await redeem(person!.id, ` ${codes[0]!.toLowerCase()} `)
    expect(await getTrust(town.id, person!.id)).toBe('in-person')
    expect(await listConfirmations(town.id)).toEqual([
      { personId: person!.id, pseudonym: person!.pseudonym, by: clerk.pseudonym, at: expect.any(Date) },
    ])
    await expectRefusal(redeem(other!.id), 'invitation.used')
    await expectRefusal(redeem(other!.id, 'ZZZZ-ZZZZ-ZZZZ'), 'invitation.wrong')
    // Who is confirmed already keeps the next one for somebody else.
    await redeem(person!.id, codes[1]!)
    await redeem(other!.id, codes[1]!)
    expect(await getTrust(town.id, other!.id)).toBe('in-person')
  })

  test('used by twenty people at once confirms one', async () => {
    const { town, redeem } = await printOne()
    const people = await makePeople(20)
    const { done, refused } = await outcomes(people.map(({ id }) => redeem(id)))
    expect([done, refused]).toEqual([1, { 'invitation.used': 19 }])
    const { read } = await getStore()
    const rows = await read
      .select()
      .from(residentConfirmations)
      .where(eq(residentConfirmations.townId, town.id))
    expect(rows).toHaveLength(1)
  })

  test('is worth nothing when cancelled, after half a year, or in another town; codes are kept as hashes', async () => {
    const { town, staff, codes, batch, redeem } = await printOne()
    const person = await makePerson()
    expect(await voidInvitations({ ...staff, batch })).toBe(3)
    await expectRefusal(redeem(person.id), 'invitation.void')
    const old = await printOne(new Date(Date.now() - 181 * DAY))
    await expectRefusal(old.redeem(person.id), 'invitation.expired')
    const elsewhere = redeemInvitation({
      townId: (await makeTown()).id,
      personId: person.id,
      code: codes[1]!,
      secret: SECRET,
    })
    await expectRefusal(elsewhere, 'invitation.wrong')
    const { read } = await getStore()
    const kept = await read
      .select()
      .from(invitations)
      .where(and(eq(invitations.townId, town.id)))
    for (const code of codes) expect(JSON.stringify(kept)).not.toContain(code.replaceAll('-', ''))
    const acts = await listStaffActs(town.id)
    expect(acts.map(({ act, after }) => [act, after])).toEqual([
      ['invitation.void', { batch: 1, codes: 3 }],
      ['invitation.print', { batch: 1, codes: 3 }],
    ])
    for (const howMany of [0, 201, Number.NaN]) {
      const refused = createInvitations({ ...staff, howMany, secret: SECRET })
      await expectRefusal(refused, 'invitation.count')
    }
  })
})
