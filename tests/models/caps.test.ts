import { expect, test } from 'vitest'
import { dailyCap } from '#app/domain/caps.ts'
import { countAct, isBursting, spendChallenge } from '#app/models/caps.server.ts'
import { submitComment } from '#app/models/comments.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { residentConfirmations } from '#db/schema/turnout.server.ts'
import { getStore } from '#db/store.server.ts'
import { makePerson, makePin, makeScene } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

const DAY_MS = 86_400_000
/** So many come before the cap and after it, all at one moment. */
const AT_ONCE = 20

test('a day’s cap of comments is never passed at once, is higher for who is known in person, and ends', async () => {
  const { town, here, moderator } = await makeScene({ settings: { moderation: 'post' } })
  const townId = town.id
  const pin = await makePin(here)
  const person = await makePerson()
  const cap = dailyCap('comment')
  const now = new Date()
  const say = (at: Date, i: number) =>
    submitComment({
      townId,
      personId: person.id,
      contributionId: pin.id,
      id: newId(),
      parentId: null,
      body: `Реплика номер ${i}`,
      isOfficial: false,
      now: at,
    })
  const store = await getStore()
  // The greater part of the day is only counted: what is said there would cost seconds and show nothing.
  await store.write(function* countEarlier(tx) {
    for (let i = 0; i < cap - AT_ONCE; i++)
      yield* countAct(tx, { townId, personId: person.id, act: 'comment', now })
  })
  expect(await outcomes(Array.from({ length: 2 * AT_ONCE }, (_, i) => say(now, i)))).toEqual({
    done: AT_ONCE,
    refused: { 'comment.limit-reached': AT_ONCE },
  })
  const refusal = await expectRefusal(say(now, 1000), 'comment.limit-reached')
  expect(refusal.details).toEqual({ limit: cap })
  // Somebody else is not stopped by it.
  expect(await isBursting({ townId, personId: moderator.id, act: 'comment', now })).toBe(false)
  expect(await isBursting({ townId, personId: person.id, act: 'comment', now })).toBe(true)
  await store.write((tx) =>
    tx.do((db) =>
      db
        .insert(residentConfirmations)
        .values({ townId, personId: person.id, confirmedBy: moderator.id, confirmedAt: now })
        .returning({ id: residentConfirmations.personId }),
    ),
  )
  await say(now, 1001)
  const tomorrow = new Date(now.getTime() + DAY_MS + 600_000)
  await say(tomorrow, 1002)
  expect(await isBursting({ townId, personId: person.id, act: 'comment', now: tomorrow })).toBe(false)
})

test('a challenge opens the way once', async () => {
  const [id, now] = [newId(), new Date()]
  const spend = () => spendChallenge(id, new Date(now.getTime() + 60_000), now)
  const spent = []
  for (let i = 0; i < 5; i++) spent.push(await spend())
  expect(spent).toEqual([true, false, false, false, false])
})
