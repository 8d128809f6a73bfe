import cluster from 'node:cluster'
import { resolve } from 'node:path'
import { env, origin } from '#app/env.server.ts'
import { listTowns, type Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { seedDemo } from '#app/seed/demo.server.ts'
import { DEMO_STAFF } from '#app/seed/demo-people.server.ts'
import { giveDemoSecondFactors } from '#app/seed/demo-second-factors.server.ts'
import { seedPractices } from '#app/seed/practices.server.ts'
import { makeFolder } from '#db/make-folder.server.ts'
import { getStore } from '#db/store.server.ts'
import { CliError } from './cli-error.ts'

/** Serves, in this process or, with WORKERS above 1, in so many that this one makes and looks after. */
export async function runServe() {
  if (cluster.isWorker) {
    try {
      await serveHere()
    } catch (error) {
      // The line to the first process would keep this one alive.
      cluster.worker!.disconnect()
      throw error
    }
    return
  }
  const { SREDA_MODE, FILES_DIR, WORKERS } = env()
  const isDemo = SREDA_MODE === 'demo'
  mustBeWritable(resolve(FILES_DIR))
  const store = await getStore()
  // First: a process of the demo town is made after one of its cases.
  await seedPractices()
  let towns = await listTowns()
  if (isDemo && (towns.length === 0 || towns.some((town) => town.isDemo))) {
    if (await seedDemo()) towns = await listTowns()
  }
  if (isDemo) await giveDemoSecondFactors()
  // Migrated and seeded: the workers find it done, and this process needs the database no more.
  if (WORKERS > 1) await store.close()
  const { port } = WORKERS > 1 ? await serveByWorkers(WORKERS) : await serveHere()
  const address = process.env.ORIGIN ? origin() : `http://localhost:${port}`
  console.log(
    [`Sreda is listening on http://localhost:${port}`, ...hints({ address, towns, isDemo })].join('\n'),
  )
}

async function serveHere() {
  return (await import('../../server.ts')).serve()
}

async function serveByWorkers(count: number) {
  return (await import('../../workers.ts')).superviseWorkers(count)
}

function mustBeWritable(folder: string) {
  try {
    makeFolder(folder)
  } catch (error) {
    throw new CliError(`The folder for photos, ${folder}, cannot be written: ${(error as Error).message}.`)
  }
}

function hints({ address, towns, isDemo }: { address: string; towns: Town[]; isDemo: boolean }): string[] {
  const { DATABASE_URL, FILES_DIR, WORKERS } = env()
  const lines = towns.slice(0, 10).map((town) => `${town.name}: ${address}${paths.town(town.slug)}`)
  if (towns.length > 10) lines.push(`and ${towns.length - 10} more towns: ${address}${paths.home()}`)
  if (isDemo && towns.some((town) => town.isDemo)) {
    lines.push(
      `Sign in at ${address}${paths.signIn()} as ${DEMO_STAFF.map((person) => person.email).join(', ')};`,
      `  the code is then in the letters at ${address}${paths.letters()},`,
      `  and there, too, the second code that the staff are asked for (six digits, new every 30 seconds)`,
    )
  }
  if (towns.length === 0) {
    lines.push(
      `There is no town yet. Make yourself the administrator: npx sreda admin you@example.org,`,
      `  sign in at ${address}${paths.signIn()} and create the town at ${address}${paths.newTown()}`,
    )
  }
  lines.push(`Data: ${whereData(DATABASE_URL)}; photos: ${resolve(FILES_DIR)}`)
  if (WORKERS > 1) lines.push(`Answered by ${WORKERS} processes`)
  return lines.map((line) => `  ${line}`)
}

/** A path for SQLite, a server without its password for PostgreSQL. */
function whereData(url: string): string {
  if (!url.startsWith('postgres')) return resolve(url.replace(/^(file|pglite):(\/\/)?/, ''))
  const { hostname, port, pathname } = new URL(url)
  return `PostgreSQL ${hostname}${port ? `:${port}` : ''}${pathname}`
}
