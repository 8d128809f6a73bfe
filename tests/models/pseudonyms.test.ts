import { expect, test } from 'vitest'
import {
  changePersonProfile,
  choosePseudonym,
  grantRole,
  listPseudonyms,
  makePlatformAdmin,
} from '#app/models/people.server.ts'
import { makePerson, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const nameOf = async (id: string) => (await listPseudonyms([id])).get(id)

test('a resident chooses a name, but none that speaks for the town', async () => {
  const resident = await makePerson()
  await choosePseudonym(resident.id, 'Сосна у реки')
  await expectRefusal(choosePseudonym(resident.id, 'Администрация города'), 'pseudonym.names-staff')
  await expectRefusal(choosePseudonym(resident.id, 'Мoдepaтop'), 'pseudonym.names-staff')
  expect(await nameOf(resident.id)).toBe('Сосна у реки')
})

test('a name that looks like that of a member of the staff is refused to everybody else', async () => {
  const town = await makeTown()
  const [planner, other, resident] = [await makePerson(), await makePerson(), await makePerson()]
  await changePersonProfile(planner!.id, { pseudonym: 'Пётр Чертёжник' })
  await choosePseudonym(resident!.id, 'Петр чертежник')
  await grantRole({ townId: town.id, email: planner!.email!, role: 'planner', actorId: null })
  await grantRole({ townId: town.id, email: other!.email!, role: 'moderator', actorId: null })
  const late = await makePerson()
  for (const person of [late, other!])
    await expectRefusal(choosePseudonym(person.id, 'Петp Чeртежник'), 'pseudonym.of-staff')
  await choosePseudonym(planner!.id, 'Петр Чертёжник')
  expect(await nameOf(planner!.id)).toBe('Петр Чертёжник')
})

test('the staff may name their post', async () => {
  const town = await makeTown()
  const moderator = await makePerson()
  await grantRole({ townId: town.id, email: moderator.email!, role: 'moderator', actorId: null })
  await choosePseudonym(moderator.id, 'Модератор набережной')
  expect(await nameOf(moderator.id)).toBe('Модератор набережной')
  const admin = await makePlatformAdmin('keeper@example.org')
  await choosePseudonym(admin.id, 'Администратор сайта')
  expect(await nameOf(admin.id)).toBe('Администратор сайта')
})
