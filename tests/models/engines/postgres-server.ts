import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { findPostgres } from './find-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file makes its own database. */
    postgresUrl: string
  }
}

/** Starts a PostgreSQL of its own for this run, in a temporary folder on a free port, and removes it afterwards. */
export default async function startPostgres(project: TestProject) {
  const binaries = findPostgres()!
  const account = unprivilegedAccount()
  const folder = mkdtempSync(join(tmpdir(), 'sreda-postgres-'))
  if (account) chownSync(folder, account.uid, account.gid)
  const data = join(folder, 'data')
  const options = { cwd: folder, ...account }
  execFileSync(
    join(binaries, 'initdb'),
    ['-D', data, '-U', 'sreda', '--auth=trust', '--locale=C.UTF-8', '-E', 'UTF8', '--no-sync'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const port = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: folder,
    fsync: 'off',
    synchronous_commit: 'off',
  }
  const server = spawn(
    join(binaries, 'postgres'),
    [
      '-D',
      data,
      '-p',
      String(port),
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let log = ''
  server.stderr.on('data', (chunk) => {
    log = (log + chunk).slice(-4000)
  })
  const killAtExit = () => server.kill('SIGQUIT')
  process.on('exit', killAtExit)
  const url = `postgres://sreda@127.0.0.1:${port}/postgres`
  try {
    await answering(url, server)
  } catch (error) {
    server.kill('SIGQUIT')
    throw new Error(`PostgreSQL did not start: ${(error as Error).message}\n${log}`)
  }
  project.provide('postgresUrl', url)

  return async function stopPostgres() {
    process.off('exit', killAtExit)
    const gone = once(server, 'exit')
    if (server.exitCode === null) {
      server.kill('SIGINT')
      await gone
    }
    rmSync(folder, { recursive: true, force: true })
  }
}

/** initdb refuses root: its server belongs to `postgres`, or to `nobody` where there is no such account. */
function unprivilegedAccount(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    try {
      const number = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: number('-u'), gid: number('-g') }
    } catch {
      // No such account: the next one.
    }
  }
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither an account "postgres" nor "nobody".',
  )
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as { port: number }
  probe.close()
  await once(probe, 'close')
  return port
}

async function answering(url: string, server: ChildProcess) {
  for (let attempt = 1; ; attempt++) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch (error) {
      if (attempt === 150 || server.exitCode !== null) throw error
      await new Promise((resume) => setTimeout(resume, 100))
    }
  }
}
