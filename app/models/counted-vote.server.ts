import { and, asc, count, eq } from 'drizzle-orm'
import { ballotOf, formOf } from '#app/domain/ballots.ts'
import { localized } from '#app/domain/localized.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { CountedOption, CountedVote, Official } from '#app/domain/results.ts'
import type { RuleSettings } from '#app/domain/rules/types.ts'
import { ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import { contributions } from '#db/schema/contributions.server.ts'
import { categories, phases, processes, spaces, towns } from '#db/schema/towns.server.ts'
import type { Db } from '#db/store.server.ts'

/** Of an imported election: the rules of the format that are counted here under the same name. */
const OUR_RULES = /^(greedy|greedy-no-skip|greedy-threshold|equalshares(\/add1)?(-comparison)?)$/

export interface VoteToCount {
  townId: string
  phaseId: string
  version: number
  reason: string
  /** Taken out after the vote; by the ids that rules know. */
  excluded: { id: string; reason: string }[]
  snapshotAt: Date
}

/** Everything that a count has to know but the ballots. @throws {Refusal} 'process.not-found' | 'vote.none' */
export async function readCountedVote(db: Db, wanted: VoteToCount): Promise<CountedVote> {
  const { townId, phaseId } = wanted
  const [row] = await db
    .select({ town: towns, process: processes, phase: phases, frozen: frozenBallots })
    .from(phases)
    .innerJoin(towns, eq(towns.id, phases.townId))
    .innerJoin(processes, and(eq(processes.townId, phases.townId), eq(processes.id, phases.processId)))
    .leftJoin(
      frozenBallots,
      and(eq(frozenBallots.townId, phases.townId), eq(frozenBallots.phaseId, phases.id)),
    )
    .where(and(eq(phases.townId, townId), eq(phases.id, phaseId)))
  if (!row) throw new Refusal('process.not-found')
  const { town, process, phase, frozen } = row
  const settings = ballotOf(phase.settings)
  if (!settings) throw new Refusal('vote.none')
  const options = await optionRows(db, townId, phaseId)
  const ids = new Map(options.flatMap(({ optionId, id }) => [[optionId, id] as const, [id, id] as const]))
  const { method, electorate, optionSource, minimumAge } = settings
  return {
    town: {
      slug: town.slug,
      name: town.name,
      region: town.region,
      currency: town.currency,
      timeZone: town.timeZone,
      locale: 'ru',
    },
    process: { slug: process.slug, title: process.title },
    votedFrom: phase.startsAt.toISOString(),
    votedUntil: (phase.endsAt ?? wanted.snapshotAt).toISOString(),
    settings: { method, electorate, optionSource, minimumAge },
    form: frozen?.form ?? formOf(method),
    rule: ruleOf(settings.rule, ids, wanted.excluded),
    budget: String(settings.budgetMinor ?? 0),
    unit: '100',
    frozenHash: frozen?.hash || null,
    snapshotAt: wanted.snapshotAt.toISOString(),
    official: await officialOf(db, townId, phaseId, process.decision, options),
    version: wanted.version,
    reason: wanted.reason,
    options: options.map(({ optionId: _, status: __, ...option }) => option),
  }
}

/** The rule as the ids of the count say it; what was excluded before stays excluded. */
function ruleOf(
  rule: RuleSettings,
  ids: Map<string, string>,
  excluded: { id: string; reason: string }[],
): RuleSettings {
  const known = (list: { id: string; reason: string }[]) =>
    list.flatMap(({ id, reason }) => (ids.has(id) ? [{ id: ids.get(id)!, reason }] : []))
  const all = new Map([...known(rule.excluded), ...known(excluded)].map((one) => [one.id, one]))
  return {
    ...rule,
    exclusive: rule.exclusive.map((group) => group.flatMap((id) => ids.get(id) ?? [])),
    excluded: [...all.values()],
  }
}

type OptionRow = CountedOption & { optionId: string; status: string | null }

/** Options in the order of submission. Rules know them by the printed number, or by the id of the file they came from. */
async function optionRows(db: Db, townId: string, phaseId: string): Promise<OptionRow[]> {
  const rows = await db
    .select({
      option: voteOptions,
      number: contributions.number,
      externalId: contributions.externalId,
      placeText: contributions.placeText,
      status: contributions.status,
      lng: contributions.lng,
      lat: contributions.lat,
      spaceLng: spaces.lng,
      spaceLat: spaces.lat,
      category: categories.name,
    })
    .from(voteOptions)
    .leftJoin(
      contributions,
      and(eq(contributions.townId, voteOptions.townId), eq(contributions.id, voteOptions.contributionId)),
    )
    .leftJoin(spaces, and(eq(spaces.townId, voteOptions.townId), eq(spaces.id, voteOptions.spaceId)))
    .leftJoin(
      categories,
      and(eq(categories.townId, contributions.townId), eq(categories.id, contributions.categoryId)),
    )
    .where(and(eq(voteOptions.townId, townId), eq(voteOptions.phaseId, phaseId)))
    .orderBy(asc(voteOptions.position), asc(voteOptions.number))
  const external = new Set(rows.flatMap(({ externalId }) => externalId ?? []))
  const isAllExternal = external.size === rows.length
  return rows.map((row) => ({
    optionId: row.option.id,
    id: isAllExternal ? row.externalId! : String(row.option.number),
    number: row.number,
    title: row.option.title,
    titleEn:
      localized(row.option, 'title', 'en') === row.option.title ? null : localized(row.option, 'title', 'en'),
    cost: String(row.option.costMinor ?? 0),
    category: row.category,
    district: isAllExternal ? row.placeText || null : null,
    lng: row.lng ?? row.spaceLng,
    lat: row.lat ?? row.spaceLat,
    status: row.status,
  }))
}

/** An election that came with its ballots also came with what its organisers announced and chose. */
async function officialOf(
  db: Db,
  townId: string,
  phaseId: string,
  decision: string,
  options: OptionRow[],
): Promise<Official | null> {
  const [own] = await db
    .select({ n: count() })
    .from(ballots)
    .where(and(eq(ballots.townId, townId), eq(ballots.phaseId, phaseId), eq(ballots.channel, 'import')))
  if (own!.n === 0) return null
  const [rule = ''] = decision.split(', ')
  const isKnown = options.some(({ status }) => status !== null && status !== 'new')
  return {
    rule,
    isOurs: OUR_RULES.test(rule.toLowerCase()),
    winners: isKnown ? options.filter(({ status }) => status === 'planned').map(({ id }) => id) : null,
  }
}

/** Index of each option by its id in the store, in the order of `readCountedVote`. */
export async function listOptionIds(db: Db, townId: string, phaseId: string): Promise<string[]> {
  const rows = await db
    .select({ id: voteOptions.id })
    .from(voteOptions)
    .where(and(eq(voteOptions.townId, townId), eq(voteOptions.phaseId, phaseId)))
    .orderBy(asc(voteOptions.position), asc(voteOptions.number))
  return rows.map(({ id }) => id)
}

/** What the first ballot of a phase fixed, word for word; null where there was none. */
export async function readFrozenText(db: Db, townId: string, phaseId: string): Promise<string | null> {
  const [row] = await db
    .select({ text: frozenBallots.text })
    .from(frozenBallots)
    .where(and(eq(frozenBallots.townId, townId), eq(frozenBallots.phaseId, phaseId)))
  return row?.text || null
}
