// npm test: everything a test needs, then vitest. `npm test -- tests/models` runs a part.
import { spawnSync } from 'node:child_process'
import { ensureChromium, findChromium } from './chromium.mjs'
import { ensureBuilt, ensureInstalled, HOME, requireNode } from './ensure.mjs'
import { ensureReaders } from './test-programs.mjs'

requireNode()
ensureInstalled()
ensureBuilt()
const asked = process.argv.slice(2)
const isPart = asked.some((word) => word.startsWith('tests') || word.startsWith('--project'))
const wantsBrowser = !isPart || asked.some((word) => word.includes('e2e'))
const chromium = wantsBrowser ? ensureChromium() : findChromium()
if (!isPart || asked.some((word) => /routes|cli|models|formats/.test(word))) ensureReaders()
const run = spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...asked], {
  cwd: HOME,
  stdio: 'inherit',
  env: { ...process.env, SREDA_HOME: HOME, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) },
})
process.exit(run.status ?? 1)
