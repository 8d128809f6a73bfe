import { once } from 'node:events'
import { Agent, type IncomingMessage, request } from 'node:http'
import Database from 'better-sqlite3'
import { outputOf, type Place, type RunningServer, startServer, stopServer } from './server.ts'

export interface StormTown {
  townId: string
  slug: string
  pins: { id: string; number: number }[]
  people: { id: string; cookie: string }[]
}

export interface Kill {
  bootMs: number
  /** Supports sent, and answered with 2xx, in this storm. */
  sent: number
  answered: number
  /** Answered ones, of all storms so far, that are no rows. */
  lost: number
  /** Rows that nobody has sent. */
  invented: number
  /** Contributions whose tally is not the number of their rows. */
  wrongTallies: number
  /** '' when SQLite finds the file whole. */
  damage: string
}

/** Requests under way at any moment. */
const AT_ONCE = 40
/** A storm lasts this long after its first answer, and up to as much again. */
const STORM_MS = 500

/**
 * Kills the real server in storms of supports and looks what is left: every support that was answered must be a row.
 * (A kill takes the process, not the machine: what the system has been given is kept. That the commit waits for the
 * disk is `synchronous=FULL`, which a test of the store asserts.)
 *
 * @returns one entry a kill; and what `sreda check` said at the end, '' when it found nothing
 */
export async function killInStorms(
  place: Place,
  kills: number,
  onKill: (kill: Kill, i: number) => void = () => undefined,
): Promise<{ kills: Kill[]; check: string }> {
  const town = JSON.parse(await outputOf(place, ['bench/parts/storm-town.ts'])) as StormTown
  const storm: Storm = { town, next: 0, sent: new Set(), answered: new Set() }
  const done: Kill[] = []
  let server = await startServer(place)
  try {
    for (let i = 0; i < kills; i++) {
      const before = { sent: storm.sent.size, answered: storm.answered.size }
      await stormAndKill(server, storm)
      server = await startServer(place)
      const kill = {
        bootMs: server.bootMs,
        sent: storm.sent.size - before.sent,
        answered: storm.answered.size - before.answered,
        ...lookAt(place, storm),
      }
      done.push(kill)
      onKill(kill, i)
    }
  } finally {
    await stopServer(server, 'SIGTERM')
  }
  const check = await outputOf(place, ['app/cli/main.ts', 'check']).then(
    () => '',
    (error: Error) => error.message,
  )
  return { kills: done, check }
}

interface Storm {
  town: StormTown
  /** Of all pairs of a person and a pin, the next one to be sent. */
  next: number
  sent: Set<string>
  answered: Set<string>
}

async function stormAndKill(server: RunningServer, storm: Storm) {
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  let isOver = false
  let [tell, refuse]: [() => void, (error: Error) => void] = [() => undefined, () => undefined]
  const firstAnswer = new Promise<void>((resolve, reject) => {
    tell = resolve
    refuse = reject
  })

  async function send() {
    while (!isOver) {
      const { pins, people, slug } = storm.town
      const i = storm.next++
      const person = people[i % people.length]!
      const pin = pins[Math.floor(i / people.length) % pins.length]!
      const key = `${pin.id} ${person.id}`
      storm.sent.add(key)
      // Every fourth as a plain form, the others as a page with scripts sends them.
      const path = `/${slug}/${pin.number}${i % 4 ? '.data' : ''}`
      const status = await post(agent, server.url + path, person.cookie).catch(() => null)
      if (status === null) continue
      if (status >= 200 && status < 300) {
        storm.answered.add(key)
        tell()
      } else refuse(new Error(`A support was answered with ${status} at ${path}`))
    }
  }

  const senders = Array.from({ length: AT_ONCE }, send)
  try {
    await firstAnswer
    await new Promise((done) => setTimeout(done, STORM_MS * (1 + Math.random())))
  } finally {
    const ended = once(server.child, 'exit')
    server.child.kill('SIGKILL')
    isOver = true
    await ended
    agent.destroy()
    await Promise.all(senders)
  }
}

/** @returns the status, known as soon as the head of the answer is there: the earliest moment that counts as answered */
function post(agent: Agent, url: string, cookie: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/x-www-form-urlencoded',
      Origin: new URL(url).origin,
      Cookie: cookie,
    }
    const asked = request(url, { method: 'POST', agent, headers }, (response: IncomingMessage) => {
      resolve(response.statusCode ?? 0)
      response.on('error', () => undefined).resume()
    })
    asked.on('error', reject)
    asked.end('intent=support')
  })
}

function lookAt({ file }: Place, { town, sent, answered }: Storm) {
  const database = new Database(file, { readonly: true })
  try {
    const rows = database
      .prepare("select contribution_id || ' ' || person_id as pair from supports where town_id = ?")
      .all(town.townId) as { pair: string }[]
    const there = new Set(rows.map(({ pair }) => pair))
    const { wrong } = database
      .prepare(
        `select count(*) as wrong from contributions c where supports <>
           (select count(*) from supports s where s.town_id = c.town_id and s.contribution_id = c.id)`,
      )
      .get() as { wrong: number }
    const whole = database.pragma('quick_check', { simple: true }) as string
    return {
      lost: [...answered].filter((pair) => !there.has(pair)).length,
      invented: [...there].filter((pair) => !sent.has(pair)).length,
      wrongTallies: wrong,
      damage: whole === 'ok' ? '' : whole,
    }
  } finally {
    database.close()
  }
}
