// npm run build: the pages (build/client, build/server), their compressed copies, and the program that serves (build/program).
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { HOME } from './ensure.mjs'
import { precompress } from './precompress.mjs'

function run(...words) {
  const [program, ...args] = words
  const { status } = spawnSync(process.execPath, [join(HOME, 'node_modules', program), ...args], {
    cwd: HOME,
    stdio: 'inherit',
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (status !== 0) process.exit(status ?? 1)
}

run('@remix-run/dev/dist/cli.js', 'vite:build')
run('vite/bin/vite.js', 'build', '--config', 'vite.program.config.ts')
precompress(join(HOME, 'build', 'client'))
