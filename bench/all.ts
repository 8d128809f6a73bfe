/*
 * Every claim in turn; ends with 1 when a goal is missed.
 *
 *   npm run bench [-- --json]
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt, HOME } from '../scripts/ensure.mjs'

ensureBuilt()
for (const name of [
  'supports',
  'casting',
  'pins',
  'places',
  'town-page',
  'exports',
  'kill-storm',
  'tally-load',
  'tally',
  'tally-million',
  'references',
]) {
  const args = ['--import', 'tsx', join('bench', `${name}.ts`), ...process.argv.slice(2)]
  const { status } = spawnSync(process.execPath, args, { cwd: HOME, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
  console.log('')
}
