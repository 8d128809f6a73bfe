import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { inject } from 'vitest'

const STARTS_WITHIN_MS = 60_000

export interface Site {
  /** Without a slash at the end. */
  origin: string
  databasePath: string
  filesDir: string
  /** What the server has written to its two outputs so far. */
  log(): string
  /** Ends the server by its own id and removes its folder. */
  stop(): Promise<void>
}

interface Options {
  env?: Record<string, string>
  /** A folder with `sreda.db` and `files` to begin with; the seeded demo unless given, null for nothing. */
  from?: string | null
}

/** The real production server as a process of its own, with a database and photos that nobody else has. */
export async function startSite({ env = {}, from = inject('template').folder }: Options = {}): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'sreda-site-'))
  if (from) cpSync(from, folder, { recursive: true })
  if (from) freshenSessions(join(folder, 'sreda.db'))
  const site = await serveFolder(folder, env)
  async function stop() {
    await site.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ...site, stop }
}

/**
 * As if everybody in the copied database had signed in just now (tests of the quarter of an hour make it older again), and
 * had not yet used the code that their app shows now: each is taken once.
 */
function freshenSessions(path: string) {
  const database = new Database(path)
  database.prepare('update sessions set fresh_at = ?').run(Date.now())
  database.prepare('update authenticators set last_step = 0').run()
  database.close()
}

/** Serves what is in a folder and leaves the folder when stopped. */
export async function serveFolder(folder: string, env: Record<string, string> = {}): Promise<Site> {
  mkdirSync(join(folder, 'files'), { recursive: true })
  const port = await freePort()
  const { child, log } = spawnServer(folder, { PORT: String(port), ...env })
  const origin = `http://localhost:${port}`
  const deadline = Date.now() + STARTS_WITHIN_MS
  // It says so itself: an answer alone may come from another server, to which this one lost the port.
  while (!log().includes('Sreda is listening') || !(await isHealthy(origin))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}: ${log()}`)
    if (Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The server did not start in ${STARTS_WITHIN_MS} ms: ${log()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  async function stop() {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(timer)
  }
  return { origin, databasePath: join(folder, 'sreda.db'), filesDir: join(folder, 'files'), log, stop }
}

/** For a server that is expected to refuse to start: its exit code and what it said. */
export async function refusedStart(env: Record<string, string>): Promise<{ code: number; text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'sreda-refused-'))
  const { child, log } = spawnServer(folder, { PORT: String(await freePort()), ...env })
  const timer = setTimeout(() => child.kill('SIGKILL'), STARTS_WITHIN_MS)
  const [code] = await once(child, 'exit')
  clearTimeout(timer)
  rmSync(folder, { recursive: true, force: true })
  return { code: Number(code), text: log() }
}

function spawnServer(folder: string, env: Record<string, string>) {
  const home = process.env.SREDA_HOME!
  if (!existsSync(join(home, 'build', 'program', 'main.js')))
    throw new Error('The pages are not built: run `npm run build` (or `npm test`, which does it first).')
  const child = spawn(process.execPath, ['build/program/main.js', 'serve'], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      SREDA_MODE: 'demo',
      SREDA_HOME: home,
      DATABASE_URL: `file:${join(folder, 'sreda.db')}`,
      FILES_DIR: join(folder, 'files'),
      ...env,
    },
  })
  let text = ''
  for (const output of [child.stdout, child.stderr])
    output.on('data', (chunk) => {
      text = (text + chunk).slice(-20_000)
    })
  return { child, log: () => text }
}

async function isHealthy(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/healthz`).catch(() => null)
  return answer?.ok ?? false
}

/** Below what systems give to programs that ask for any port, and for each worker of the tests its own. */
const [FIRST_PORT, PORTS_OF_WORKER, WORKERS] = [12_000, 2_000, 10]
const worker = Number(process.env.VITEST_POOL_ID ?? 0) % WORKERS
let tried = Math.floor(Math.random() * PORTS_OF_WORKER)

/** A port that nobody has now, and that no other worker of the tests is given. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < PORTS_OF_WORKER; tries++) {
    const port = FIRST_PORT + worker * PORTS_OF_WORKER + (tried++ % PORTS_OF_WORKER)
    if (await canListen(port)) return port
  }
  throw new Error('No port is free.')
}

function canListen(port: number): Promise<boolean> {
  return new Promise(function tryIt(resolve) {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}
