import type { Request } from 'autocannon'
import Database from 'better-sqlite3'
import { newBallotId } from '#app/models/ids.server.ts'
import type { StormTown } from './storm.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Sixty people and sixteen connections. */
const PEOPLE_EACH = 3
const QUIET_MS = 3000

/** Of all pairs of a person and a pin, the next; in all runs of this program. */
let nextSupport = 0

/** A support as a page with scripts sends it: another person, another pin each time. */
export function supportRequests({ slug, pins, people }: StormTown, origin: string): Request {
  return {
    method: 'POST',
    setupRequest(request) {
      const i = nextSupport++
      const person = people[i % people.length]!
      const pin = pins[Math.floor(i / people.length) % pins.length]!
      const headers = { ...FORM, origin, cookie: person.cookie }
      return { ...request, headers, path: `/${slug}/${pin.number}.data`, body: 'intent=support' }
    },
  }
}

/**
 * A ballot as a page with scripts sends it. People vote in turn, and then again: a new ballot replaces the last one, which
 * is the dearer case. Each connection has people of its own, who wait for an answer before they vote again. How often each
 * has voted is read from the database first: a run ends with requests under way.
 *
 * @returns the request of the next connection, each time it is called
 */
export async function ballotRequests(
  { people }: StormTown,
  { origin, path, file }: { origin: string; path: string; file: string },
): Promise<() => Request> {
  const cookie = people[0]!.cookie
  const page = await fetch(origin + path, { headers: { cookie } }).then((answer) => answer.text())
  const terms = /name="terms" value="([^"]+)"/.exec(page)?.[1]
  const field = /name="(m-[^"]+)"/.exec(page)?.[1]
  if (!terms || !field) throw new Error('The page of the vote has no form to vote by.')
  const voted = await ballotsWhenQuiet(file)
  let connections = 0
  return function requestOfNext() {
    const first = connections++ * PEOPLE_EACH
    let next = 0
    return {
      method: 'POST',
      setupRequest(request) {
        const person = people[(first + (next++ % PEOPLE_EACH)) % people.length]!
        const revision = voted.get(person.id) ?? 0
        voted.set(person.id, revision + 1)
        const body = new URLSearchParams({
          intent: 'cast',
          ballotId: newBallotId(),
          revision: String(revision),
          terms,
          age: 'on',
          [field]: 'on',
        }).toString()
        return { ...request, headers: { ...FORM, origin, cookie: person.cookie }, path: `${path}.data`, body }
      },
    }
  }
}

/** A server that is busy still writes what the run before has sent. */
async function ballotsWhenQuiet(file: string): Promise<Map<string, number>> {
  for (let before = ''; ; ) {
    const voted = ballotsOf(file)
    const now = JSON.stringify([...voted])
    if (now === before) return voted
    before = now
    await new Promise((done) => setTimeout(done, QUIET_MS))
  }
}

function ballotsOf(file: string): Map<string, number> {
  const database = new Database(file, { readonly: true })
  const rows = database
    .prepare(
      'select person_id as id, max(revision) as revision from turnout where person_id is not null group by person_id',
    )
    .all() as { id: string; revision: number }[]
  database.close()
  return new Map(rows.map(({ id, revision }) => [id, revision]))
}
