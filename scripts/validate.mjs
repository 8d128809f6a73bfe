// npm run validate: all that a change must pass, in the order in which it is quickest to fail.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, fail, HOME, requireNode } from './ensure.mjs'

requireNode()
ensureInstalled()
const bin = (name) => join(HOME, 'node_modules', '.bin', name)

step('Types', bin('tsc'), [])
step('Style', bin('biome'), ['check', '.'])
step('Migrations', process.execPath, ['scripts/check-migrations.mjs'])
step('Tests', process.execPath, ['scripts/test.mjs', ...process.argv.slice(2)])

function step(name, program, args) {
  console.log(`${name}…`)
  const run = spawnSync(program, args, { cwd: HOME, stdio: 'inherit', shell: process.platform === 'win32' })
  if (run.status !== 0) fail(`${name}: not passed.`)
}
