import { listTowns, type Town } from '#app/models/towns.server.ts'
import { CliError } from './cli-error.ts'

/** @throws {CliError} naming the towns that there are */
export async function findTown(slug: string): Promise<Town> {
  const towns = await listTowns()
  const found = towns.find((town) => town.slug === slug)
  if (found) return found
  const known = towns.map((town) => town.slug).slice(0, 20)
  throw new CliError(
    known.length > 0
      ? `There is no town "${slug}"; there are: ${known.join(', ')}.`
      : `There is no town "${slug}", nor any other yet.`,
  )
}
