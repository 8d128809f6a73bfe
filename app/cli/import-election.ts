import { createHash } from 'node:crypto'
import { basename, extname } from 'node:path'
import { Refusal } from '#app/domain/refusal.ts'
import { slugFrom } from '#app/domain/slug.ts'
import { readPabulib } from '#app/formats/pabulib.ts'
import { importElectionFile } from '#app/jobs/import-election.server.ts'
import { slugSchema } from '#app/params.ts'
import { RESERVED_SLUGS } from '#app/paths.ts'
import { CliError } from './cli-error.ts'
import type { ImportOptions } from './import.ts'
import { progressBar } from './progress.ts'
import { readText } from './read-text.ts'

const MAX_SLUG = 60

/** Makes a town out of a .pb file. */
export async function runElectionImport(path: string, { town }: Pick<ImportOptions, 'town'> = {}) {
  const election = readPabulib(await readText(path))
  const slug = town ?? electionSlug(path)
  if (!slugSchema.safeParse(slug).success || RESERVED_SLUGS.includes(slug)) {
    throw new CliError(
      `"${slug}" cannot be the address of a town: small Latin letters, digits and hyphens, e.g. --town wola-2024.`,
    )
  }
  const bar = progressBar(election.ballots.reduce((sum, ballot) => sum + 1 + ballot.choices.length, 0))
  try {
    const made = await importElectionFile({ slug, election, onProgress: bar.add })
    bar.stop()
    console.log(
      `${made.name}: ${made.proposals} proposals and ${made.ballots} ballots are now the town /${slug}`,
    )
  } catch (error) {
    bar.stop()
    if (!(error instanceof Refusal && error.code === 'slug.taken')) throw error
    throw new CliError(
      `There already is a town "${slug}"; nothing was imported. Another address: --town SLUG.`,
    )
  }
}

/** From the file's name; a long one keeps a mark of what was cut off, so that two long names stay two towns. */
export function electionSlug(path: string): string {
  const name = basename(path, extname(path))
  const whole = slugFrom(name, 500)
  if (whole.length <= MAX_SLUG) return whole
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 6)
  return `${slugFrom(name, MAX_SLUG - mark.length - 1)}-${mark}`
}
