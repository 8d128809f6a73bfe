import { env } from '#app/env.server.ts'
import { currentCode } from '#app/models/authenticators.server.ts'
import { listDemoStaff } from '#app/models/people.server.ts'

/** The second codes of the demo's own staff at this moment; in production there are none to read. */
export async function demoSecondCodes(): Promise<{ email: string; code: string }[]> {
  const { SREDA_MODE, SESSION_SECRET: secret } = env()
  if (SREDA_MODE !== 'demo') return []
  const staff = await listDemoStaff()
  const codes = await Promise.all(
    staff.map(async ({ id, email }) => ({ email, code: await currentCode({ personId: id, secret }) })),
  )
  return codes.flatMap(({ email, code }) => (email && code ? [{ email, code }] : []))
}
