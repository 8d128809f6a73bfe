import { Refusal } from '#app/domain/refusal.ts'
import { getCase } from '#app/models/practices.server.ts'

/** After which case of the library a process of the demo is made, by the key of db/demo/processes.json. */
const CASES: Record<string, string> = { embankment: 'vyksa-mezhonka-embankment' }

/** The slug of that case, if it is shown here. */
export async function demoCaseOf(key: string): Promise<string | undefined> {
  const slug = CASES[key]
  if (!slug) return undefined
  try {
    return (await getCase(slug)).slug
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
