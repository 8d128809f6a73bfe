/*
 * Run in a process of its own: makes a town with open pins and signed-in people with their consents, all through the
 * models, and prints a `StormTown` as JSON.
 */
import { desc, eq } from 'drizzle-orm'
import { consentText } from '#app/documents.server.ts'
import { PURPOSES } from '#app/domain/consents.ts'
import { DEFAULT_ACTS } from '#app/domain/phases.ts'
import { env } from '#app/env.server.ts'
import { giveConsent } from '#app/models/consents.server.ts'
import { submitContribution } from '#app/models/contributions.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { createProcess } from '#app/models/processes.server.ts'
import { redeemSignInCode, requestSignInCode } from '#app/models/sign-in.server.ts'
import { createTown } from '#app/models/towns.server.ts'
import { sessionCookie } from '#app/session.server.ts'
import { letters } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import type { StormTown } from './storm.ts'

const [AUTHORS, PINS_EACH, PEOPLE] = [10, 30, 60]
const secret = env().SESSION_SECRET

const town = await createTown({
  slug: 'storm',
  name: 'Буря',
  region: 'Область',
  population: 12_000,
  timeZone: 'Europe/Moscow',
  lng: 45.6,
  lat: 57.42,
  boundary: null,
  actorId: null,
})
const settings = { acts: DEFAULT_ACTS.collect, moderation: 'post' as const, supportLimit: null }
const { id: processId } = await createProcess({
  townId: town.id,
  slug: 'storm',
  title: 'Буря',
  question: 'Выдержит?',
  phases: [
    { kind: 'collect', title: 'Сбор', startsAt: new Date(Date.now() - 86_400_000), endsAt: null, settings },
  ],
  actorId: null,
})

async function signIn(i: number) {
  const email = `storm-${i}@example.org`
  const address = `10.0.0.${i}`
  await requestSignInCode({ email, locale: 'ru', address, secret })
  const { read } = await getStore()
  const [letter] = await read
    .select()
    .from(letters)
    .where(eq(letters.recipient, email))
    .orderBy(desc(letters.createdAt))
  const { token, person } = await redeemSignInCode({
    email,
    code: String(letter!.params.code),
    locale: 'ru',
    secret,
  })
  for (const purpose of PURPOSES)
    await giveConsent({ personId: person.id, purpose, ...consentText(purpose), address, secret })
  return { id: person.id, cookie: (await sessionCookie.serialize(token)).split(';')[0]! }
}

const made: StormTown = { townId: town.id, slug: town.slug, pins: [], people: [] }
for (let i = 0; i < AUTHORS; i++) {
  const author = await signIn(200 + i)
  for (let n = 0; n < PINS_EACH; n++) {
    const pin = await submitContribution({
      id: newId(),
      townId: town.id,
      personId: author.id,
      processId,
      kind: 'problem',
      body: `Сквозняк ${i} ${n}`,
      locale: 'ru',
      place: {
        by: 'geometry',
        geometry: { type: 'Point', coordinates: [45.6 + i / 1000, 57.42 + n / 1000] },
      },
    })
    made.pins.push({ id: pin.id, number: pin.number })
  }
}
for (let i = 0; i < PEOPLE; i++) made.people.push(await signIn(i))
await (await getStore()).close()
process.stdout.write(JSON.stringify(made))
