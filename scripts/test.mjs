// npm test: everything a test needs, then vitest. `npm test -- tests/models` runs a part.
import { spawnSync } from 'node:child_process'
import { ensureChromium } from './chromium.mjs'
import { ensureBuilt, ensureInstalled, HOME, requireNode } from './ensure.mjs'

requireNode()
ensureInstalled()
const asked = process.argv.slice(2)
ensureBuilt()
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...asked], {
  cwd: HOME,
  stdio: 'inherit',
  env: { ...process.env, SREDA_HOME: HOME, CHROMIUM_PATH: ensureChromium() },
})
process.exit(run.status ?? 1)
