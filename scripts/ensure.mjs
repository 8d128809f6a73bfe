// What every script does first: the right Node, the operator's .env, the packages, the built pages. No dependencies.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the program. */
export const HOME = dirname(dirname(fileURLToPath(import.meta.url)))

const MINIMAL_NODE = [20, 19]
const BUILT_FROM = [
  'app',
  'db',
  'public',
  'server.ts',
  'workers.ts',
  'vite.config.ts',
  'vite.program.config.ts',
  'client-chunks.ts',
  'remix.config.js',
  'package.json',
  'package-lock.json',
]
/** Read when the program runs, so the built pages do not depend on them. */
const NOT_BUILT = new Set([join(HOME, 'db', 'demo'), join(HOME, 'db', 'migrations')])
/** What serves, once it is built. */
export const PROGRAM = join('build', 'program', 'main.js')

/** Ends with one sentence and exit code 1. */
export function fail(sentence) {
  console.error(sentence)
  process.exit(1)
}

export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > MINIMAL_NODE[0] || (major === MINIMAL_NODE[0] && minor >= MINIMAL_NODE[1])) return
  fail(
    `Sreda needs Node ${MINIMAL_NODE.join('.')} or newer, and this is Node ${process.versions.node}: see https://nodejs.org.`,
  )
}

/** Reads .env of the program's folder; what the environment already has stays. An empty value is no value. */
export function loadEnv() {
  const file = join(HOME, '.env')
  try {
    if (existsSync(file)) process.loadEnvFile(file)
  } catch (error) {
    fail(`The file ${file} cannot be read: ${error.message}.`)
  }
  for (const [name, value] of Object.entries(process.env)) if (value === '') delete process.env[name]
  process.env.SREDA_HOME = HOME
  // A hosting service sets NODE_ENV=production: there nothing of the demo may be shown by mistake.
  process.env.SREDA_MODE ??= process.env.NODE_ENV === 'production' ? 'production' : 'demo'
}

/** Installs the packages when there are none, or other ones than package-lock.json names. */
export function ensureInstalled() {
  const marker = join(HOME, 'node_modules', '.sreda-lock')
  const wanted = `${hashOf(['package-lock.json'])} ${process.platform} ${process.arch} ${process.versions.modules}`
  const installed = readIfThere(marker)
  if (installed === wanted) return
  const isShared = isLink(join(HOME, 'node_modules'))
  if (installed === null && isInstalledByHand()) return isShared ? undefined : mark(marker, wanted)
  // npm would empty the folder that the link leads to, under every other program that uses it.
  if (isShared)
    fail(
      'The folder node_modules is a link to another folder, which holds other packages than package-lock.json names, and it is not rewritten from here: install them where it leads to, or remove the link.',
    )
  console.log('Installing packages (a minute or two, the first time only)…')
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const run = spawnSync('npm', args, {
    cwd: HOME,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  })
  if (run.error) fail(`The packages cannot be installed: ${run.error.message}.`)
  if (run.status !== 0) fail('The packages cannot be installed; npm says above why.')
  mark(marker, wanted)
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false
}

/** True when somebody has run npm here: every package that is needed is there in the version of package-lock.json. */
function isInstalledByHand() {
  const [hidden, lock] = [join('node_modules', '.package-lock.json'), 'package-lock.json'].map((name) =>
    readIfThere(join(HOME, name)),
  )
  if (hidden === null || lock === null) return false
  const there = JSON.parse(hidden).packages
  return Object.entries(JSON.parse(lock).packages).every(
    ([path, { version, optional }]) => path === '' || optional || there[path]?.version === version,
  )
}

/** Builds the pages when what they are made of has changed. */
export function ensureBuilt() {
  const marker = join(HOME, 'build', '.sreda-hash')
  const wanted = hashOf(BUILT_FROM)
  if (readIfThere(marker) === wanted && existsSync(join(HOME, PROGRAM))) return
  console.log('Building the pages…')
  const run = spawnSync(process.execPath, [join('scripts', 'build.mjs')], {
    cwd: HOME,
    encoding: 'utf8',
    maxBuffer: 1e8,
  })
  if (run.status !== 0) {
    console.error(`${run.stdout}${run.stderr}`)
    fail('The pages cannot be built; the builder says above why.')
  }
  mark(marker, wanted)
}

/** Runs a file of the program, built or TypeScript; hands signals on and ends with its exit code. */
export function runProgram(args, { env = {}, nodeArgs = [] } = {}) {
  const loader = args[0].endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [...nodeArgs, ...loader, ...args], {
    cwd: HOME,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => fail(`Node cannot be started: ${error.message}.`))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function hashOf(names) {
  const hash = createHash('sha256')
  for (const name of names) addToHash(hash, join(HOME, name))
  return hash.digest('hex')
}

function addToHash(hash, path) {
  if (NOT_BUILT.has(path) || !existsSync(path)) return
  const entries = entriesOf(path)
  if (entries) for (const name of entries.sort()) addToHash(hash, join(path, name))
  else hash.update(path.slice(HOME.length)).update('\0').update(readFileSync(path)).update('\0')
}

/** The names in a folder, or null for a file. */
function entriesOf(path) {
  try {
    return readdirSync(path)
  } catch (error) {
    if (error.code === 'ENOTDIR') return null
    throw error
  }
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Without a mark the work is only done again, so a folder that cannot be written is no reason to stop. */
function mark(path, text) {
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  } catch {
    console.error(`The file ${path} cannot be written.`)
  }
}
