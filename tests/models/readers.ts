import { eq } from 'drizzle-orm'
import { listWaitingEvents, tellEvent } from '#app/models/notice-events.server.ts'
import { letters } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { giveConsents, makePeople } from '../factories.ts'

/** People who may be written to. */
export async function makeReaders(count: number) {
  const people = await makePeople(count)
  await giveConsents(...people)
  return people
}

export async function lettersTo(personId: string) {
  const { read } = await getStore()
  return read.select().from(letters).where(eq(letters.personId, personId))
}

export async function tellAll() {
  for (const event of await listWaitingEvents()) await tellEvent(event)
}
