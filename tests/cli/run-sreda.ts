import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { format } from 'node:util'
import { vi } from 'vitest'
import { main } from '#app/cli/main.ts'

const HOME = process.env.SREDA_HOME!

export interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs one command of the command line against this test file's database, as a person would. */
export function sreda(args: string[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise(function run(resolve, reject) {
    const child = spawn(process.execPath, ['--import', 'tsx', 'app/cli/main.ts', ...args], {
      cwd: HOME,
      env: { ...process.env, SREDA_CALLED_FROM: env.SREDA_CALLED_FROM ?? folder(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, ...said }))
  })
}

/** The same in this process, for commands that open no database: what they say and end with, a second sooner. */
export async function sredaHere(args: string[]): Promise<Ended> {
  const said = { out: '', err: '' }
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((...words) => {
      said.out += `${format(...words)}\n`
    }),
    vi.spyOn(console, 'error').mockImplementation((...words) => {
      said.err += `${format(...words)}\n`
    }),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said.out += String(text)
      return true
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      said.err += String(text)
      return true
    }),
  ]
  vi.stubEnv('SREDA_CALLED_FROM', folder())
  try {
    return { code: await main(args), ...said }
  } finally {
    process.exitCode = undefined
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
}

/** This test file's own folder, where its database lies. */
export function folder(): string {
  return dirname(process.env.DATABASE_URL!.replace('file:', ''))
}

export function writeFile(name: string, text: string | Uint8Array): string {
  const path = join(folder(), name)
  writeFileSync(path, text)
  return path
}

/** Of an error meant for a person: one line, and no place in the program. */
export function isOneSentence(text: string): boolean {
  return /^[^\n]+\.\n$/.test(text) && !/\bat .+:\d+:\d+/.test(text)
}
