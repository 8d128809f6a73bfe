import { type Command, Option } from 'commander'
import { z } from 'zod'
import { ROLES, type Role } from '#app/domain/permissions.ts'
import { grantRole, makePlatformAdmin } from '#app/models/people.server.ts'
import { recordPlatformAdmin } from '#app/models/platform-admins.server.ts'
import { CliError } from './cli-error.ts'
import { findTown } from './find-town.ts'
import { withStore } from './with-store.ts'

interface Options {
  town?: string
  role?: Role
}

export function addAdmin(program: Command) {
  program
    .command('admin')
    .description('give somebody a role in a town, or, without --town, the administration of all towns')
    .argument('<email>', 'the address they sign in with')
    .option('--town <slug>', 'the town, as in its address')
    .addOption(new Option('--role <role>', 'what they may do there').choices(ROLES))
    .action((email: string, options: Options) => withStore(() => runAdmin(email, options)))
}

async function runAdmin(given: string, { town: slug, role = 'admin' }: Options) {
  const parsed = z.email().safeParse(given.trim().toLowerCase())
  if (!parsed.success) throw new CliError(`"${given}" is not an e-mail address.`)
  const email = parsed.data
  if (!slug) {
    if (role !== 'admin') throw new CliError(`A ${role} belongs to a town: add --town SLUG.`)
    const person = await makePlatformAdmin(email)
    await recordPlatformAdmin(person.id)
    return console.log(`${email} may now create towns and administer all of them; signing in is by a code sent to that address.`)
  }
  const town = await findTown(slug)
  await grantRole({ townId: town.id, email, role, actorId: null })
  console.log(`${email} is now ${role === 'admin' ? 'an admin' : `a ${role}`} of ${town.name}.`)
}
