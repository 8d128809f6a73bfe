import { readFileSync } from 'node:fs'
import { type FoundForm, formsIn, routeShapes } from './fuzz-forms.ts'
import { type FuzzRequest, makeRequest, plainPaths, type World } from './fuzz-grammar.ts'
import { BOUND_MS, type FuzzAnswer, sendFuzz } from './fuzz-send.ts'
import { freshCookies, PERSONAS, readPools } from './fuzz-town.ts'
import { percentile } from './report.ts'
import { seeded } from './seeded.ts'

const AT_ONCE = 8
/** Memory is looked at each time so many requests have been sent. */
const SAMPLE = 100
/** After so many there are new people: those before have deleted themselves, blocked each other, signed out. */
const ROUND = 5000

export interface FuzzReport {
  requests: number
  seconds: number
  statuses: Record<string, number>
  p99Ms: number
  slowestMs: number
  /** Of the server process, MB; 0 at the end when it is gone. */
  rss: { warm: Memory; after: Memory; end: number }
  forms: number
  /** Answers of 500 and more (but a 503 that says when to come again), and requests that were not answered in time. */
  faults: string[]
}

/** Of a part of the run, MB. */
export interface Memory {
  /** Where it stays: the highest median of ten samples one after the other. */
  level: number
  /** The highest sample: a large body that is read, a photo that is decoded. */
  peak: number
}

export interface FuzzOptions {
  url: string
  pid: number
  file: string
  requests: number
  seed: number
  tell?: (done: number) => void
}

/** Sends so many requests of the grammar to a server that runs; the same seed draws the same ones of the same pages. */
export async function fuzz({ url, pid, file, requests, seed, tell }: FuzzOptions): Promise<FuzzReport> {
  const statuses: Record<string, number> = {}
  const faults: string[] = []
  const times: number[] = []
  const rss: number[] = []
  const warmUp = Math.min(10_000, Math.ceil(requests / 2))
  const start = performance.now()
  let world = await readWorld(url, file)
  const forms = world.forms.length
  for (let from = 0; from < requests; from += ROUND) {
    if (from > 0) world = { ...world, ...readPeople(file) }
    let next = from
    const end = Math.min(requests, from + ROUND)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async function keepSending() {
        while (next < end) {
          const i = next++
          const made = makeRequest(world, seeded(seed * 1_000_003 + i))
          const answer = await sendFuzz(url, made)
          statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
          if (made.method !== 'RAW') times.push(answer.ms)
          if (isFault(answer)) faults.push(faultOf(i, made, answer))
          if (i % SAMPLE === 0) rss.push(rssOf(pid))
          if (i % 500 === 0) tell?.(i)
        }
      }),
    )
    // Nothing answers any more: more of the same tells nothing.
    if (rssOf(pid) === 0) break
  }
  return {
    requests: Object.values(statuses).reduce((sum, n) => sum + n, 0),
    seconds: (performance.now() - start) / 1000,
    statuses,
    p99Ms: percentile(times, 0.99),
    slowestMs: Math.max(...times),
    rss: {
      warm: memoryOf(rss.slice(0, Math.ceil(warmUp / SAMPLE))),
      after: memoryOf(rss.slice(Math.ceil(warmUp / SAMPLE))),
      end: rssOf(pid),
    },
    forms,
    faults,
  }
}

function memoryOf(samples: number[]): Memory {
  const levels = samples
    .map((_, i) => percentile(samples.slice(i, i + 10), 0.5))
    .slice(0, Math.max(1, samples.length - 9))
  return { level: Math.max(...levels), peak: Math.max(...samples) }
}

function isFault({ status, isHang, hasRetryAfter }: FuzzAnswer): boolean {
  return isHang || (status >= 500 && !(status === 503 && hasRetryAfter))
}

function faultOf(i: number, { method, path, headers, body, raw }: FuzzRequest, answer: FuzzAnswer): string {
  const what = answer.isHang ? `no answer in ${BOUND_MS} ms` : String(answer.status)
  const sent = (raw ?? body)?.toString('latin1').slice(0, 600) ?? ''
  return `${what}: request ${i}: ${method} ${path.slice(0, 400)} ${JSON.stringify(headers).slice(0, 300)} ${JSON.stringify(sent)}`
}

/** Reads what there is: values of the database, people of every kind, and the forms of all pages as each of them. */
async function readWorld(url: string, file: string): Promise<World> {
  const world: World = { origin: url, shapes: routeShapes(), forms: [], ...readPeople(file) }
  const pages = world.shapes.flatMap((shape) =>
    plainPaths(world, shape).flatMap((path) => PERSONAS.map((as) => ({ path, as }))),
  )
  const forms = new Map<string, FoundForm>()
  await Promise.all(
    Array.from({ length: AT_ONCE }, async function keepReading() {
      for (let page = pages.pop(); page; page = pages.pop()) {
        const headers = { Cookie: world.cookies[page.as], 'Accept-Encoding': 'identity' }
        const { text } = await sendFuzz(url, { method: 'GET', path: page.path, headers })
        for (const form of formsIn(text, page.path, page.as)) forms.set(keyOf(form), form)
      }
    }),
  )
  // In an order that does not depend on which page was answered first.
  return { ...world, forms: [...forms].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, form]) => form) }
}

function readPeople(file: string) {
  return { cookies: freshCookies(file), pools: readPools(file) }
}

/** The same form on the same page for the same kind of person. */
function keyOf({ as, action, fields }: FoundForm): string {
  const intent = fields.find(({ name }) => name === 'intent')?.values[0] ?? ''
  return `${as} ${action} ${intent} ${fields.map(({ name }) => name)}`
}

/** In MB; 0 when the process is gone, or the system does not tell (Linux does). */
function rssOf(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
