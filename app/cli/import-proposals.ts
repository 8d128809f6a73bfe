import { pointOf } from '#app/domain/geometry/representative.ts'
import { DEFAULT_ACTS } from '#app/domain/phases.ts'
import type { ImportedProposal } from '#app/formats/imported-proposal.ts'
import { findProblems, importProposals } from '#app/models/imports.server.ts'
import { createProcess, listProcesses } from '#app/models/processes.server.ts'
import { createTown, type Town } from '#app/models/towns.server.ts'
import { slugSchema } from '#app/params.ts'
import { RESERVED_SLUGS } from '#app/paths.ts'
import { CliError } from './cli-error.ts'
import { findTown } from './find-town.ts'
import type { ImportOptions } from './import.ts'
import { problemInWords } from './import-words.ts'
import { progressBar } from './progress.ts'
import { type ProposalFormat, readProposals } from './read-proposals.ts'

const TIME_ZONE = 'Europe/Moscow'
/** More than this many bad rows are only counted. */
const MOST_TOLD = 200

/** Takes the proposals of a table or of features into a process of a town. */
export async function runProposalImport(path: string, format: ProposalFormat, options: ImportOptions) {
  const { skipBad = false, createTown: newTownName } = options
  if (!options.town) throw new CliError('Say into which town: --town SLUG.')
  const isNewTown = newTownName !== undefined
  const town = isNewTown ? null : await findTown(options.town)
  const { rows, errors, unmappedHeaders } = await readProposals(path, format, town, TIME_ZONE)
  const problems = [...errors, ...(await findProblems(rows, town))].sort((a, b) => a.line - b.line)
  // Before a town or a process is made for them.
  if (problems.length > 0 && !skipBad) return refuse(problems, format)

  const into = town ?? (await makeTown(options.town, newTownName!, rows))
  const { id: processId, slug } = await findProcess(into, options.process)
  const bar = progressBar(rows.length)
  const done = await importProposals({
    townId: into.id,
    processId,
    rows,
    problems: errors,
    skipBad,
    onProgress: bar.add,
  })
  bar.stop()
  if (unmappedHeaders.length > 0) console.log(`Columns not used: ${unmappedHeaders.join(', ')}`)
  if (done.problems.length > 0 && !skipBad) return refuse(done.problems, format)
  tell(done.problems, format)
  if (done.categoriesMade.length > 0) console.log(`New categories: ${done.categoriesMade.join(', ')}`)
  const left = new Set(done.problems.map(({ line }) => line)).size
  console.log(
    `${done.imported} proposals imported into ${into.name}, process "${slug}"${left > 0 ? `; ${left} bad rows left out` : ''}.`,
  )
}

function refuse(problems: Parameters<typeof problemInWords>[0][], format: ProposalFormat): never {
  tell(problems, format)
  const bad = new Set(problems.map(({ line }) => line)).size
  throw new CliError(
    `Nothing was imported: ${bad} bad ${bad === 1 ? 'row' : 'rows'}. Put them right, or take the rest with --skip-bad.`,
  )
}

function tell(problems: Parameters<typeof problemInWords>[0][], format: ProposalFormat) {
  const unit = format === 'csv' || format === 'xlsx' ? 'line' : 'feature'
  for (const problem of problems.slice(0, MOST_TOLD)) console.error(problemInWords(problem, unit))
  if (problems.length > MOST_TOLD) console.error(`and ${problems.length - MOST_TOLD} more`)
}

/** A town around the proposals, without a boundary: its administrator draws one. */
async function makeTown(slug: string, name: string, rows: ImportedProposal[]): Promise<Town> {
  if (!slugSchema.safeParse(slug).success || RESERVED_SLUGS.includes(slug)) {
    throw new CliError(
      `"${slug}" cannot be the address of a town: small Latin letters, digits and hyphens, e.g. gorod-na-reke.`,
    )
  }
  const places = rows.flatMap(({ geometry, lng, lat }) =>
    lng !== null && lat !== null ? [[lng, lat] as const] : geometry ? [pointOf(geometry)] : [],
  )
  const mean = (axis: 0 | 1) =>
    places.length > 0 ? places.reduce((sum, place) => sum + place[axis], 0) / places.length : 0
  return createTown({
    slug,
    name,
    region: '',
    population: null,
    timeZone: TIME_ZONE,
    lng: mean(0),
    lat: mean(1),
    zoom: 12,
    boundary: null,
    actorId: null,
  })
}

/** The one asked for; else the only one; else one for imports, open for discussion. */
async function findProcess(town: Town, asked: string | undefined): Promise<{ id: string; slug: string }> {
  const processes = await listProcesses(town.id)
  const wanted = asked ?? (processes.length === 1 ? processes[0]!.slug : 'import')
  const found = processes.find(({ slug }) => slug === wanted)
  if (found) return found
  if (asked) {
    const known = processes.map(({ slug }) => slug).join(', ') || 'none'
    throw new CliError(`There is no process "${asked}" in ${town.name}; there are: ${known}.`)
  }
  const { id } = await createProcess({
    townId: town.id,
    slug: 'import',
    title: 'Загруженные предложения',
    question: 'Что из этого делать в первую очередь?',
    actorId: null,
    translations: { en: { title: 'Imported proposals', question: 'What of this should be done first?' } },
    phases: [
      {
        kind: 'discuss',
        title: 'Обсуждение',
        startsAt: new Date(),
        endsAt: null,
        translations: { en: { title: 'Discussion' } },
        settings: { acts: DEFAULT_ACTS.discuss, moderation: 'post', supportLimit: null },
      },
    ],
  })
  return { id, slug: 'import' }
}
