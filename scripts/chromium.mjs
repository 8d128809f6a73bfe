// Finds the browser of the end-to-end tests, or installs Debian's.
import { findProgram, installPackages, isProgram } from './debian.mjs'
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
  installPackages('Installing Chromium for the end-to-end tests…', ['chromium'])
  return (
    findChromium() ??
    fail(
      'The end-to-end tests need Chromium: run `sudo apt-get install chromium`, or set CHROMIUM_PATH to a Chrome that is there.',
    )
  )
}

export function findChromium() {
  return findProgram(...NAMES)
}
