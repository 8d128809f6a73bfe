/*
 * The designer's package of a large town: every format, written by the server's own thread of exports. Limit: the same
 * package of a fifth of the rows; what memory it adds may not grow with them.
 *
 *   npx tsx bench/package.ts [--rows 100000] [--json]
 */

import { statSync } from 'node:fs'
import { join } from 'node:path'
import { NO_FILTER } from '#app/domain/filter.ts'
import { inThread } from '#app/jobs/export-thread.server.ts'
import { getTownById } from '#app/models/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { fillMany } from './parts/fill-many.ts'
import { print } from './parts/report.ts'
import { DATABASE_FILE, FOLDER } from './parts/temp-store.ts'

const at = process.argv.indexOf('--rows')
const ROWS = at === -1 ? 100_000 : Number(process.argv[at + 1])
const LOOK_MS = 50

const towns: { town: Awaited<ReturnType<typeof getTownById>>; rows: number }[] = []
for (const [slug, rows] of [
  ['fifth', ROWS / 5],
  ['whole', ROWS],
] as const) {
  const { townId } = await fillMany(slug, DATABASE_FILE, rows)
  towns.push({ town: await getTownById(townId), rows })
}
await (await getStore()).close()
// The first thread also pays for what stays loaded.
await written(towns[0]!)
const [fifth, whole] = [await written(towns[0]!), await written(towns[1]!)]

print({
  claim: `The designer's package of ${ROWS.toLocaleString('en-US')} proposals`,
  rows: [fifth, whole].map(({ rows, seconds, cpuSeconds, addedMb, mb }) => ({
    rows,
    seconds,
    'rows/s of CPU': rows / cpuSeconds,
    MB: mb,
    'memory it adds, MB': addedMb,
  })),
  goals: [
    {
      goal: 'memory at five times the rows at most 1.5 of what it was',
      is: whole.addedMb,
      ratio: whole.addedMb / fifth.addedMb,
      holds: whole.addedMb <= 1.5 * fifth.addedMb,
    },
  ],
})

async function written({ town, rows }: (typeof towns)[number]) {
  const path = join(FOLDER, 'package.zip')
  const before = { rss: process.memoryUsage.rss(), cpu: process.cpuUsage(), at: Date.now() }
  let peak = before.rss
  const looking = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, LOOK_MS)
  const request = {
    town,
    filter: NO_FILTER,
    words: [],
    format: 'zip' as const,
    locale: 'ru' as const,
    separator: ';' as const,
    origin: 'https://sreda.example',
    now: new Date(),
  }
  await inThread(
    { databaseUrl: `file:${DATABASE_FILE}`, request, path },
    () => {},
    new AbortController().signal,
  )
  clearInterval(looking)
  const { user, system } = process.cpuUsage(before.cpu)
  return {
    rows,
    seconds: (Date.now() - before.at) / 1000,
    cpuSeconds: (user + system) / 1e6,
    addedMb: (peak - before.rss) / 2 ** 20,
    mb: statSync(path).size / 1e6,
  }
}
