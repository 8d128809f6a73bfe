import { expect, test } from 'vitest'
import { can } from '#app/domain/permissions.ts'
import { getActor, grantRole, listStaff, makePlatformAdmin, revokeRole } from '#app/models/people.server.ts'
import { listStaffActs } from '#app/models/staff-acts.server.ts'
import { makePerson, makeTown } from '../factories.ts'
import { expectRefusal, outcomes } from './expect-refusal.ts'

test('a role granted twice, even at once, is one role and one line of the log', async () => {
  const town = await makeTown()
  const grant = { townId: town.id, email: ' Clerk@Example.org ', role: 'moderator' as const, actorId: null }
  const granted = await Promise.all(Array.from({ length: 5 }, () => grantRole(grant)))
  expect(new Set(granted.map((person) => person.id)).size).toBe(1)
  expect(granted[0]!.email).toBe('clerk@example.org')
  expect((await listStaff(town.id)).map((row) => [row.email, row.role])).toEqual([
    ['clerk@example.org', 'moderator'],
  ])
  expect((await listStaffActs(town.id)).map((line) => line.act)).toEqual(['role.grant'])
})

test('a role belongs to one town', async () => {
  const [town, other] = [await makeTown(), await makeTown()]
  const person = await grantRole({
    townId: town.id,
    email: 'planner@example.org',
    role: 'planner',
    actorId: null,
  })
  expect((await getActor(person, town.id)).roles).toEqual(['planner'])
  expect((await getActor(person, other.id)).roles).toEqual([])
  expect(can(await getActor(person, other.id), 'ranking:read')).toBe(false)
})

test('the last administrator stays; with another one the first may go', async () => {
  const town = await makeTown()
  const first = await grantRole({ townId: town.id, email: 'first@example.org', role: 'admin', actorId: null })
  const revoke = { townId: town.id, personId: first.id, role: 'admin' as const, actorId: first.id }
  await expectRefusal(revokeRole(revoke), 'role.last-admin')
  expect((await getActor(first, town.id)).roles).toEqual(['admin'])
  await grantRole({ townId: town.id, email: 'second@example.org', role: 'admin', actorId: first.id })
  await revokeRole(revoke)
  expect((await getActor(first, town.id)).roles).toEqual([])
  expect((await listStaffActs(town.id)).map((line) => line.act)).toEqual([
    'role.revoke',
    'role.grant',
    'role.grant',
  ])
})

test('two administrators who remove each other at once leave one', async () => {
  const town = await makeTown()
  const [a, b] = await Promise.all(
    ['left@example.org', 'right@example.org'].map((email) =>
      grantRole({ townId: town.id, email, role: 'admin', actorId: null }),
    ),
  )
  const revoke = (personId: string, actorId: string) =>
    revokeRole({ townId: town.id, personId, role: 'admin', actorId })
  expect(await outcomes([revoke(a!.id, b!.id), revoke(b!.id, a!.id)])).toEqual({
    done: 1,
    refused: { 'role.last-admin': 1 },
  })
  expect(await listStaff(town.id)).toHaveLength(1)
})

test('revoking a role that was not held changes nothing', async () => {
  const town = await makeTown()
  const [admin, person] = [await makePerson(), await makePerson()]
  await revokeRole({ townId: town.id, personId: person.id, role: 'moderator', actorId: admin.id })
  expect(await listStaffActs(town.id)).toEqual([])
})

test('a platform administrator may do everything in every town', async () => {
  const town = await makeTown()
  const person = await makePlatformAdmin('platform@example.org')
  const actor = await getActor(person, town.id)
  expect(can(actor, 'town:change')).toBe(true)
  expect((await makePlatformAdmin('PLATFORM@example.org')).isPlatformAdmin).toBe(true)
})
