import { z } from 'zod'
import { SPACE_KINDS } from './categories.ts'
import { optionalText, requiredText } from './text.ts'

/** How a case is told, in this order. A section without a fact is said to be unknown. */
export const SECTIONS = ['place', 'done', 'cost', 'participation', 'failed', 'lessons'] as const
export type Section = (typeof SECTIONS)[number]

/**
 * How large a town is, for finding cases of towns like one's own. They are no categories of any contest: those change from
 * year to year.
 */
export const SIZE_BANDS = ['to-10k', '10k-20k', '20k-50k', '50k-100k', 'over-100k'] as const
export type SizeBand = (typeof SIZE_BANDS)[number]

const BAND_ENDS = [10_000, 20_000, 50_000, 100_000] as const

/** @param population  people, >= 0; null = unknown */
export function sizeBandOf(population: number | null): SizeBand | null {
  if (population === null) return null
  const at = BAND_ENDS.findIndex((end) => population <= end)
  return SIZE_BANDS[at < 0 ? BAND_ENDS.length : at]!
}

/** A day, a month or a year of our calendar: '2018-02-13', '2018-02', '2018'. */
export function isPartialDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  if (!year || Number(year) < 1000) return false
  if (month === undefined) return true
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1)))
  return at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day ?? 1)
}

export const PRACTICE_LIMITS = {
  title: 200,
  summary: 1500,
  town: 120,
  label: 200,
  value: 1000,
  source: 500,
  address: 500,
  facts: 60,
} as const

const partialDate = optionalText(10).refine((text) => text === '' || isPartialDate(text), 'partial-date')

/** What is no address on the web is the mark of a source; only whole web addresses become links. */
export function isWebAddress(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text) && URL.canParse(text)
}

const address = optionalText(PRACTICE_LIMITS.address).refine(
  (text) => !/^[a-z]+:\/\//i.test(text) || isWebAddress(text),
  'web-address',
)

/** A fact as a form or a file gives it: what is said, when it was so, and who says it. */
export const practiceFact = z.object({
  section: z.enum(SECTIONS),
  label: requiredText(PRACTICE_LIMITS.label),
  value: optionalText(PRACTICE_LIMITS.value),
  happened: partialDate,
  source: requiredText(PRACTICE_LIMITS.source),
  sourceAddress: address,
  sourceDate: partialDate,
  en: z.object({
    label: optionalText(PRACTICE_LIMITS.label),
    value: optionalText(PRACTICE_LIMITS.value),
    source: optionalText(PRACTICE_LIMITS.source),
  }),
})
export type PracticeFact = z.infer<typeof practiceFact>

/** Whether residents have nothing more to do in a process: all but its results are over. */
export function isFinished(
  phases: readonly { kind: string; startsAt: Date; endsAt: Date | null }[],
  now: Date,
): boolean {
  const acts = phases.filter(({ kind }) => kind !== 'results')
  return acts.length > 0 && acts.every(({ endsAt }) => endsAt !== null && endsAt <= now)
}

/** Facts under their sections, all sections in their order. */
export function bySection<Fact extends { section: Section }>(facts: readonly Fact[]) {
  return SECTIONS.map((section) => ({ section, facts: facts.filter((fact) => fact.section === section) }))
}

const both = (max: number) => z.object({ ru: requiredText(max), en: requiredText(max) })
const year = z.number().int().min(1000).max(2999)

const fileFact = z.object({
  section: z.enum(SECTIONS),
  label: both(PRACTICE_LIMITS.label),
  /** Null = the sources that were seen do not say. */
  value: both(PRACTICE_LIMITS.value).nullable(),
  happened: partialDate,
  source: z.string(),
})

/** A data file of one real town: where each of its facts is from stands once, under a name. */
export const practiceFile = z
  .object({
    town: z.object({
      name: both(PRACTICE_LIMITS.town),
      region: both(PRACTICE_LIMITS.town),
      sizeBand: z.enum(SIZE_BANDS).nullable(),
      /** Degrees; the middle of the town and of nothing smaller. */
      centre: z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-85).max(85) }),
    }),
    sources: z.record(
      z.string(),
      z.object({ title: both(PRACTICE_LIMITS.source), address, date: partialDate }),
    ),
    /** Facts that each case of the town begins with. */
    facts: z.array(fileFact),
    cases: z
      .array(
        z.object({
          slug: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
          kind: z.enum(SPACE_KINDS),
          years: z.tuple([year, year]).nullable(),
          title: both(PRACTICE_LIMITS.title),
          summary: both(PRACTICE_LIMITS.summary),
          facts: z.array(fileFact).max(PRACTICE_LIMITS.facts),
        }),
      )
      .min(1),
  })
  .superRefine(function nameOnlyKnownSources(file, context) {
    const facts = [...file.facts, ...file.cases.flatMap((one) => one.facts)]
    for (const { source } of facts)
      if (!Object.hasOwn(file.sources, source))
        context.addIssue({ code: 'custom', message: `no source ${source}` })
  })

export type PracticeFile = z.infer<typeof practiceFile>

/** The cases of a file, each with the facts that all of them share and every source written out. */
export function casesOf(file: PracticeFile) {
  const { town, sources } = file
  const written = (fact: z.infer<typeof fileFact>): PracticeFact => {
    const source = sources[fact.source]!
    return {
      section: fact.section,
      label: fact.label.ru,
      value: fact.value?.ru ?? '',
      happened: fact.happened,
      source: source.title.ru,
      sourceAddress: source.address,
      sourceDate: source.date,
      en: { label: fact.label.en, value: fact.value?.en ?? '', source: source.title.en },
    }
  }
  const shared = file.facts.map(written)
  return file.cases.map((one) => ({
    slug: one.slug,
    spaceKind: one.kind,
    townName: town.name.ru,
    region: town.region.ru,
    sizeBand: town.sizeBand,
    yearFrom: one.years?.[0] ?? null,
    yearTo: one.years?.[1] ?? null,
    title: one.title.ru,
    summary: one.summary.ru,
    facts: [...shared, ...one.facts.map(written)],
    lng: town.centre.lng,
    lat: town.centre.lat,
    translations: {
      en: {
        title: one.title.en,
        summary: one.summary.en,
        townName: town.name.en,
        region: town.region.en,
      },
    },
  }))
}
