import { inArray } from 'drizzle-orm'
import { env } from '#app/env.server.ts'
import { giveAuthenticator } from '#app/models/authenticators.server.ts'
import { people } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'
import { DEMO_STAFF } from './demo-people.server.ts'

/**
 * Gives the demo's staff authenticators whose codes are read at /letters: the second step is there to be seen, and the
 * demo is still walked through in a minute. Only in the demo mode.
 */
export async function giveDemoSecondFactors(now = new Date()) {
  const emails = DEMO_STAFF.filter(({ role }) => role).map(({ email }) => email)
  const { read } = await getStore()
  const rows = await read.select({ id: people.id }).from(people).where(inArray(people.email, emails))
  for (const { id } of rows) await giveAuthenticator({ personId: id, secret: env().SESSION_SECRET, now })
}
