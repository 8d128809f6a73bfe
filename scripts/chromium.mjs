// Finds the browser of the end-to-end tests, or installs Debian's.
import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fail } from './ensure.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']

/** So that it runs as root in a container and calls nobody. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** The path of a Chromium; installs one where that is allowed without a question. */
export function ensureChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && !isProgram(given)) fail(`CHROMIUM_PATH is ${given}, and there is no program there.`)
  const found = given || findChromium()
  if (found) return found
  const prefix = privilege()
  if (prefix) {
    console.log('Installing Chromium for the end-to-end tests…')
    for (const command of [
      ['apt-get', 'update', '-q'],
      ['apt-get', 'install', '-y', '-q', 'chromium'],
    ]) {
      const [program, ...args] = [...prefix, ...command]
      spawnSync(program, args, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      })
    }
  }
  return (
    findChromium() ??
    fail(
      'The end-to-end tests need Chromium: run `sudo apt-get install chromium`, or set CHROMIUM_PATH to a Chrome that is there.',
    )
  )
}

export function findChromium() {
  const folders = ['/usr/bin', ...(process.env.PATH ?? '').split(delimiter).filter(Boolean)]
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** What to put before `apt-get`: nothing for root, sudo where it asks no password; null where neither works. */
function privilege() {
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0) return null
  if (process.getuid?.() === 0) return []
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : null
}
