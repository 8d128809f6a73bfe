import { env } from '#app/env.server.ts'
import { listStoredPhotos } from '#app/jobs/images.server.ts'
import { hasArchive } from '#app/jobs/map-archives.server.ts'
import { checkLogs } from '#app/models/log-check.server.ts'
import { listAllPhotoIds } from '#app/models/photos.server.ts'
import { recount } from '#app/models/recount.server.ts'
import { recountBallots } from '#app/models/recount-ballots.server.ts'
import { listMapArchives } from '#app/models/town-maps.server.ts'
import { paths } from '#app/paths.ts'
import type { Store } from '#db/store.server.ts'
import { withStore } from './with-store.ts'

/** One line of the table; `found` is empty when all is well. */
interface Finding {
  what: string
  found: string[]
}

export function runCheck() {
  return withStore(checkAll)
}

async function checkAll(store: Store) {
  const findings = [
    { what: 'Tallies and what they count', found: await findTallies() },
    { what: 'Ballots, voters and frozen rules', found: await recountBallots() },
    { what: 'References between rows', found: await store.brokenForeignKeys() },
    { what: 'Logs of the staff', found: await findBrokenLogs() },
    ...(await findPhotos()),
    { what: 'Maps without files', found: await findLostMaps() },
  ]
  const width = Math.max(...findings.map(({ what }) => what.length))
  for (const { what, found } of findings) {
    console.log(
      `${what.padEnd(width)}  ${found.length === 0 ? 'agree' : `${found.length} ${found.length === 1 ? 'difference' : 'differences'}`}`,
    )
    for (const line of found.slice(0, 50)) console.log(`  ${line}`)
    if (found.length > 50) console.log(`  and ${found.length - 50} more`)
  }
  if (findings.some(({ found }) => found.length > 0)) process.exitCode = 1
}

async function findTallies(): Promise<string[]> {
  const differences = await recount()
  return differences.map(
    ({ what, townSlug, number, stored, counted }) =>
      `${townSlug} No. ${number}: ${what} is ${stored}, counted ${counted}`,
  )
}

const WHY = {
  gap: 'is missing',
  link: 'does not follow from the entry before it',
  hash: 'is not what was written',
  head: 'is missing at the end, or was added past the log',
  stray: 'stands outside the chain, or is marked as undone with no entry that undid it',
  seal: 'the entries from before the chain are not what they were',
}

async function findBrokenLogs(): Promise<string[]> {
  return (await checkLogs()).map(({ townSlug, seq, actId, why }) =>
    why === 'seal'
      ? `${townSlug}: ${WHY.seal}`
      : `${townSlug}: entry ${seq}${actId ? ` (${actId})` : ''} ${WHY[why]}`,
  )
}

async function findPhotos(): Promise<Finding[]> {
  const [files, rows] = await Promise.all([listStoredPhotos(), listAllPhotoIds()])
  const stored = new Set(files.map(([townId, id]) => `${townId}/${id}`))
  const known = new Set(rows.map(({ townId, id }) => `${townId}/${id}`))
  return [
    { what: 'Photos without files', found: [...known].filter((path) => !stored.has(path)) },
    {
      what: 'Files without photos',
      found: [...stored].filter((path) => !known.has(path)).map((path) => `${env().FILES_DIR}/${path}-*`),
    },
  ]
}

async function findLostMaps(): Promise<string[]> {
  const lost: string[] = []
  for (const { townId, hash } of await listMapArchives())
    if (!(await hasArchive(townId, hash))) lost.push(`${env().FILES_DIR}${paths.mapArchive(townId, hash)}`)
  return lost
}
