import { erasePerson, listPeopleToErase } from '#app/models/erasure.server.ts'

/**
 * Makes anonymous everybody whose term after the withdrawal of the consent is over. Safe to run as often as one likes and
 * in several processes at once.
 * @returns how many people it erased
 */
export async function eraseDuePeople(now = new Date()): Promise<number> {
  let erased = 0
  for (const id of await listPeopleToErase(now)) if (await erasePerson(id, now)) erased++
  return erased
}
