import { spawnSync } from 'node:child_process'

// Writes the migrations of both engines from the one schema; scripts/check-migrations.mjs sees whether that was forgotten.
const name = process.argv[2] ?? 'change'
for (const [dialect, url] of [
  ['sqlite', 'file:data/sreda.db'],
  ['postgresql', 'pglite:memory'],
]) {
  const folder = dialect === 'sqlite' ? 'sqlite' : 'postgres'
  const run = spawnSync(
    'npx',
    [
      'drizzle-kit',
      'generate',
      `--dialect=${dialect}`,
      '--schema=./db/schema/*.server.ts',
      `--out=./db/migrations/${folder}`,
      `--name=${name}`,
    ],
    { stdio: 'inherit', env: { ...process.env, DATABASE_URL: url } },
  )
  if (run.status !== 0) process.exit(run.status ?? 1)
}
