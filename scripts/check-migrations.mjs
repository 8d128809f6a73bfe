// Fails when db/schema has changed and the committed migrations have not: generates into a copy and compares.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fail, HOME } from './ensure.mjs'

const COMMITTED = join(HOME, 'db', 'migrations')
const KIT = join(HOME, 'node_modules', 'drizzle-kit', 'bin.cjs')
const ENGINES = [
  { dialect: 'sqlite', folder: 'sqlite', url: 'file:unused.db' },
  { dialect: 'postgresql', folder: 'postgres', url: 'pglite:memory' },
]

// Beside the schema, because drizzle-kit takes paths only from the folder it runs in.
const copy = mkdtempSync(join(HOME, 'db', '.check-'))
process.on('exit', () => rmSync(copy, { recursive: true, force: true }))
cpSync(COMMITTED, copy, { recursive: true })

for (const { dialect, folder, url } of ENGINES) {
  const before = migrationsIn(folder)
  const out = `./${relative(HOME, join(copy, folder))}`
  const args = [
    'generate',
    `--dialect=${dialect}`,
    '--schema=./db/schema/*.server.ts',
    `--out=${out}`,
    '--name=check',
  ]
  const env = { ...process.env, DATABASE_URL: url }
  const run = spawnSync(process.execPath, [KIT, ...args], { cwd: HOME, env, encoding: 'utf8' })
  if (run.status !== 0) fail(`drizzle-kit failed for ${folder}:\n${run.stdout}${run.stderr}`)
  if (migrationsIn(folder).length > before.length) {
    fail(
      `The schema has changed and db/migrations/${folder} has not: run \`npm run db:generate -- NAME\` and commit the result.`,
    )
  }
}
console.log('The migrations of both engines are up to date.')

function migrationsIn(folder) {
  return readdirSync(join(copy, folder)).filter((name) => name.endsWith('.sql'))
}
