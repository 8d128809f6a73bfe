import { z } from 'zod'
import type { Role } from '#app/domain/permissions.ts'
import { grantRole, makePlatformAdmin } from '#app/models/people.server.ts'
import { recordPlatformAdmin } from '#app/models/platform-admins.server.ts'
import { CliError } from './cli-error.ts'
import { findTown } from './find-town.ts'
import { withStore } from './with-store.ts'

interface Options {
  town?: string
  role: Role
}

export function runAdmin(email: string, options: Options) {
  return withStore(() => grant(email, options))
}

async function grant(given: string, { town: slug, role }: Options) {
  const parsed = z.email().safeParse(given.trim().toLowerCase())
  if (!parsed.success) throw new CliError(`"${given}" is not an e-mail address.`)
  const email = parsed.data
  if (!slug) {
    if (role !== 'admin') throw new CliError(`A ${role} belongs to a town: add --town SLUG.`)
    const person = await makePlatformAdmin(email)
    await recordPlatformAdmin(person.id)
    return console.log(
      `${email} may now create towns and administer all of them; signing in is by a code sent to that address.`,
    )
  }
  const town = await findTown(slug)
  await grantRole({ townId: town.id, email, role, actorId: null })
  console.log(`${email} is now ${role === 'admin' ? 'an admin' : `a ${role}`} of ${town.name}.`)
}
