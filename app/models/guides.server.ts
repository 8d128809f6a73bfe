import { and, eq, sql } from 'drizzle-orm'
import type { Level } from '#app/domain/involvement.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { checkTerm, isRefused, type TermRule } from '#app/domain/terms.ts'
import { phaseGuides } from '#db/schema/templates.server.ts'
import { phases, type Translations, towns } from '#db/schema/towns.server.ts'
import { getFrom, getStore, query, type Step, type Tx } from '#db/store.server.ts'
import { frozenHash } from './ballot-queries.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** What a phase tells its readers before it opens. */
export interface GuideWords {
  asked: string
  budget: string
  land: string
  heritage: string
  decision: string
  outcome: string
}
export const GUIDE_WORDS = ['asked', 'budget', 'land', 'heritage', 'decision', 'outcome'] as const

export interface NewGuide extends GuideWords {
  level: Level
  minDays: number | null
  rules: TermRule[]
  translations: Translations
}
export interface Guide extends NewGuide {
  phaseId: string
}

// Every reader of a process asks for these.
const guidesOfProcess = query<{ townId: string; processId: string }>()('guides_of_process', (db) =>
  db
    .select({ guide: phaseGuides })
    .from(phaseGuides)
    .innerJoin(phases, and(eq(phases.townId, phaseGuides.townId), eq(phases.id, phaseGuides.phaseId)))
    .where(
      and(eq(phases.townId, sql.placeholder('townId')), eq(phases.processId, sql.placeholder('processId'))),
    ),
)

/** Guides of a process's phases; phases without one are left out. */
export async function listGuides(townId: string, processId: string): Promise<Guide[]> {
  const rows = await getFrom(undefined, guidesOfProcess, { townId, processId })
  return rows.map(({ guide }) => asGuide(guide))
}

/** Of all processes of a town, by the phase. */
export async function listTownGuides(townId: string): Promise<Map<string, Guide>> {
  const { read } = await getStore()
  const rows = await read.select().from(phaseGuides).where(eq(phaseGuides.townId, townId))
  return new Map(rows.map((row) => [row.phaseId, asGuide(row)]))
}

function asGuide(row: typeof phaseGuides.$inferSelect): Guide {
  const { townId: _, rules, ...guide } = row
  return { ...guide, rules: rules as TermRule[] }
}

/** Writes what a new process's phases tell, in the act that makes it. */
export function* insertGuides(
  tx: Tx,
  townId: string,
  guides: { phaseId: string; guide: NewGuide }[],
): Generator<Step, void, unknown[]> {
  if (guides.length === 0) return
  const rows = guides.map(({ phaseId, guide }) => ({ townId, phaseId, ...guide }))
  yield* tx.do((db) => db.insert(phaseGuides).values(rows).returning({ phaseId: phaseGuides.phaseId }))
}

export interface Timed {
  phaseId: string
  startsAt: Date
  endsAt: Date | null
  rules: readonly TermRule[]
}

/**
 * Holds phases against the norms of their terms on the town's calendar. What a binding one forbids is refused, unless a
 * reason is given: then the log has it.
 *
 * @throws {Refusal} 'term.too-short' (`least`, `days`, `last`: the first day that may be the last)
 */
export function* mustBeLongEnough(
  tx: Tx,
  { townId, actorId, reason, now }: { townId: string; actorId: string | null; reason: string; now: Date },
  timed: readonly Timed[],
): Generator<Step, void, unknown[]> {
  if (timed.every(({ rules }) => rules.length === 0)) return
  const [town] = yield* tx.do((db) =>
    db.select({ timeZone: towns.timeZone }).from(towns).where(eq(towns.id, townId)),
  )
  for (const { phaseId, rules, ...span } of timed) {
    for (const rule of rules) {
      const finding = checkTerm(span, rule, town!.timeZone)
      if (!isRefused(finding)) continue
      const figures = { days: finding.days ?? 0, least: rule.minDays }
      if (!reason || !actorId) throw new Refusal('term.too-short', { ...figures, last: finding.firstLastDay })
      const act = { townId, actorId, subjectType: 'phase', subjectId: phaseId, now }
      yield* recordStaffAct(tx, { ...act, act: 'term.override', reason, before: {}, after: figures })
    }
  }
}

/** Of phases that are about to be moved. */
export function* rulesOf(
  tx: Tx,
  townId: string,
  phaseIds: readonly string[],
): Generator<Step, Map<string, TermRule[]>, unknown[]> {
  const rules = new Map<string, TermRule[]>()
  for (const phaseId of phaseIds) {
    const [row] = yield* tx.do((db) =>
      db.select({ rules: phaseGuides.rules }).from(phaseGuides).where(isOf(townId, phaseId)),
    )
    rules.set(phaseId, (row?.rules ?? []) as TermRule[])
  }
  return rules
}

const isOf = (townId: string, phaseId: string) =>
  and(eq(phaseGuides.townId, townId), eq(phaseGuides.phaseId, phaseId))!

export interface GuideChange {
  phaseId: string
  level: Level
  words: GuideWords
}

/**
 * Writes anew what phases tell, in one language. What a vote has fixed stays: of its phase only the outcome can change.
 *
 * @param locale 'ru' is the text itself, another language its translation
 * @throws {Refusal} 'phase.not-found' | 'ballot.frozen'
 */
export async function changeGuides({
  townId,
  processId,
  actorId,
  locale,
  changes,
  now = new Date(),
}: {
  townId: string
  processId: string
  actorId: string
  locale: string
  changes: GuideChange[]
  now?: Date
}) {
  const store = await getStore()
  await store.write(function* recordGuides(tx) {
    const known = yield* tx.do((db) =>
      db
        .select({ id: phases.id, kind: phases.kind })
        .from(phases)
        .where(and(eq(phases.townId, townId), eq(phases.processId, processId))),
    )
    const changed: string[] = []
    for (const { phaseId, level, words } of changes) {
      const phase = known.find(({ id }) => id === phaseId)
      if (!phase) throw new Refusal('phase.not-found')
      const [row] = yield* tx.do((db) => db.select().from(phaseGuides).where(isOf(townId, phaseId)))
      const before = row && wordsIn(asGuide(row), locale)
      const differs = GUIDE_WORDS.filter((name) => words[name] !== (before?.[name] ?? ''))
      const isOtherLevel = level !== row?.level
      if (row && differs.length === 0 && !isOtherLevel) continue
      if (phase.kind === 'vote' && (isOtherLevel || differs.some((name) => name !== 'outcome'))) {
        const [frozen] = yield* tx.run(frozenHash, { townId, phaseId })
        if (frozen) throw new Refusal('ballot.frozen')
      }
      const next = { level, ...withWords(row ? asGuide(row) : EMPTY, words, locale) }
      if (row)
        yield* tx.do((db) =>
          db
            .update(phaseGuides)
            .set(next)
            .where(isOf(townId, phaseId))
            .returning({ phaseId: phaseGuides.phaseId }),
        )
      else yield* insertGuides(tx, townId, [{ phaseId, guide: { ...EMPTY, ...next } }])
      changed.push(phaseId)
    }
    for (const phaseId of changed) {
      const act = { townId, actorId, subjectType: 'phase', subjectId: phaseId, now }
      yield* recordStaffAct(tx, { ...act, act: 'phase.guide', before: {}, after: {} })
    }
  })
}

const NO_WORDS: GuideWords = { asked: '', budget: '', land: '', heritage: '', decision: '', outcome: '' }
const EMPTY: NewGuide = { level: 'inform', ...NO_WORDS, minDays: null, rules: [], translations: {} }

/** What stands there in a language: of a translation only what has been translated. */
export function wordsIn(guide: NewGuide, locale: string): GuideWords {
  const source: Partial<GuideWords> = locale === 'ru' ? guide : (guide.translations[locale] ?? {})
  return Object.fromEntries(GUIDE_WORDS.map((name) => [name, source[name] ?? ''])) as unknown as GuideWords
}

function withWords(guide: NewGuide, words: GuideWords, locale: string) {
  if (locale === 'ru') return words
  const given = Object.entries(words).filter(([, text]) => text !== '')
  return {
    // A phase without a Russian text would tell nothing to most readers.
    ...Object.fromEntries(GUIDE_WORDS.map((name) => [name, guide[name] || words[name]])),
    translations: { ...guide.translations, [locale]: Object.fromEntries(given) },
  }
}
