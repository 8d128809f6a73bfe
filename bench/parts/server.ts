import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const HOME = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const PATIENCE_MS = 60_000

export interface Place {
  /** The SQLite file. */
  file: string
  filesDir: string
  /** Processes that answer; 1 unless told. */
  workers?: number
}

export interface RunningServer {
  url: string
  child: ChildProcess
  bootMs: number
  /** What it has complained of so far. */
  complaints(): string
}

const environment = ({ file, filesDir, workers = 1 }: Place) => ({
  ...process.env,
  SREDA_HOME: HOME,
  SREDA_MODE: 'demo',
  NODE_ENV: 'production' as const,
  DATABASE_URL: `file:${file}`,
  FILES_DIR: filesDir,
  HOST: '127.0.0.1',
  PORT: '0',
  ORIGIN: '',
  SMTP_URL: '',
  WORKERS: String(workers),
})

/** Runs a file of the program in a process of its own. */
export function runProgram(place: Place, args: string[], nodeArgs: string[] = []): ChildProcess {
  return spawn(process.execPath, [...nodeArgs, '--import', 'tsx', ...args], {
    cwd: HOME,
    env: environment(place),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** What a program prints; throws with what it complains of when it fails. */
export async function outputOf(place: Place, args: string[]): Promise<string> {
  const child = runProgram(place, args)
  const [out, complaints] = [collect(child.stdout!), collect(child.stderr!)]
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${out.text()}${complaints.text()}`)
  return out.text()
}

/** A server, by default the real one as `npm start` runs it, on a free port. The pages must have been built. */
export async function startServer(place: Place, args = ['app/cli/main.ts', 'serve']): Promise<RunningServer> {
  const start = performance.now()
  const child = runProgram(place, args, ['--max-semi-space-size=64'])
  const complaints = collect(child.stderr!)
  const said = collect(child.stdout!)
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const port = /listening on http:\/\/localhost:(\d+)/.exec(said.text())?.[1]
    const bootMs = performance.now() - start
    if (port) return { url: `http://127.0.0.1:${port}`, child, bootMs, complaints: complaints.text }
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      child.kill('SIGKILL')
      throw new Error(`The server does not start (is it built?): ${said.text()}${complaints.text()}`)
    }
    await new Promise((done) => setTimeout(done, 10))
  }
}

export async function stopServer({ child }: RunningServer, signal: 'SIGTERM' | 'SIGKILL') {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : null
  child.kill(signal)
  await ended
}

/** The processes that a server with several workers has made; [] where the system does not tell (Linux does). */
export function workersOf({ child }: RunningServer): number[] {
  try {
    const children = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
    return children.split(' ').filter(Boolean).map(Number).filter(isOurProgram)
  } catch {
    return []
  }
}

/** Not the compiler's helper. */
function isOurProgram(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('app/cli/main.ts')
}

/** CPU that a process has used, seconds; 0 where the system does not tell (Linux does). */
export function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return 0
  }
}

function collect(stream: NodeJS.ReadableStream): { text(): string } {
  let text = ''
  stream.setEncoding('utf8').on('data', (chunk) => {
    text += chunk
  })
  return { text: () => text }
}
