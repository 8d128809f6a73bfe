import { Refusal } from './refusal.ts'

export const SOURCES = ['federal', 'regional', 'municipal', 'extra'] as const
export type Source = (typeof SOURCES)[number]

/** Forms of partnership, as a tag of a line. */
export const PPP_FORMS = [
  'concession',
  'ppp',
  'lifecycle',
  'lease',
  'energy',
  'trade',
  'free-use',
  'partnership',
  'donation',
  'investment',
  'patronage',
  'tos',
] as const
export type PppForm = (typeof PPP_FORMS)[number]

export const IN_KIND_FORMS = ['labour', 'materials', 'equipment', 'land', 'expertise'] as const
export type InKindForm = (typeof IN_KIND_FORMS)[number]

/** Years that money may be planned for. */
export const FUNDING_YEARS = { from: 2000, to: 2099 }
/** The most kopecks of one line: a thousand of them still add up exactly. */
export const MOST_MINOR = 9_000_000_000_000

/** Whole kopecks. */
export interface Amounts {
  plannedMinor: number
  confirmedMinor: number
  paidMinor: number
  returnedMinor: number
}

export interface FundingLine extends Amounts {
  measureId: string | null
  source: Source
  year: number
}

export interface Measure {
  id: string
  costMinor: number
}

/**
 * Each amount is a part of the one before it.
 * @throws {Refusal} 'funding.order' | 'funding.too-much' | 'funding.bad-year'
 */
export function mustBeFunding({ year, ...amounts }: Amounts & { year: number }): void {
  const steps = [amounts.plannedMinor, amounts.confirmedMinor, amounts.paidMinor, amounts.returnedMinor]
  if (steps.some((minor) => minor > MOST_MINOR)) throw new Refusal('funding.too-much')
  if (steps.some((minor, i) => i > 0 && minor > steps[i - 1]!)) throw new Refusal('funding.order')
  if (!Number.isInteger(year) || year < FUNDING_YEARS.from || year > FUNDING_YEARS.to)
    throw new Refusal('funding.bad-year', { ...FUNDING_YEARS })
}

export interface FundingTotals extends Amounts {
  costMinor: number
  /** Cost less what is planned; below zero there is more than it costs. */
  gapMinor: number
  /** Cost less what is confirmed. */
  unconfirmedMinor: number
  /** Paid less returned. */
  spentMinor: number
  /** By planned money, in the order of `SOURCES`; shares in tenths of a percent add up to 1000 (or are all 0). */
  sources: ({ source: Source; share: number } & Amounts)[]
  /** By year, ascending; planned money of each source. */
  years: ({ year: number; planned: Record<Source, number> } & Amounts)[]
  /** Planned for each measure and what is missing; `id` null is money for the project as a whole. */
  measures: { id: string | null; costMinor: number; plannedMinor: number; gapMinor: number }[]
}

/** Adds up a project: sums, gaps, shares. Nothing here is rounded but the shares. */
export function fundingTotals(measures: readonly Measure[], lines: readonly FundingLine[]): FundingTotals {
  const costMinor = measures.reduce((sum, one) => sum + one.costMinor, 0)
  const all = sumOf(lines)
  const bySource = SOURCES.map((source) => ({
    source,
    ...sumOf(lines.filter((line) => line.source === source)),
  }))
  const shares = sharesOf(bySource.map(({ plannedMinor }) => plannedMinor))
  const years = [...new Set(lines.map(({ year }) => year))].sort((a, b) => a - b)
  const plannedFor = (id: string | null) =>
    sumOf(lines.filter(({ measureId }) => measureId === id)).plannedMinor
  const shared = plannedFor(null)
  return {
    costMinor,
    ...all,
    gapMinor: costMinor - all.plannedMinor,
    unconfirmedMinor: costMinor - all.confirmedMinor,
    spentMinor: all.paidMinor - all.returnedMinor,
    sources: bySource.map((one, i) => ({ ...one, share: shares[i]! })),
    years: years.map((year) => {
      const ofYear = lines.filter((line) => line.year === year)
      const planned = Object.fromEntries(
        SOURCES.map((source) => [
          source,
          sumOf(ofYear.filter((line) => line.source === source)).plannedMinor,
        ]),
      ) as Record<Source, number>
      return { year, planned, ...sumOf(ofYear) }
    }),
    measures: [
      ...measures.map(({ id, costMinor: cost }) => {
        const plannedMinor = plannedFor(id)
        return { id, costMinor: cost, plannedMinor, gapMinor: cost - plannedMinor }
      }),
      ...(shared > 0 ? [{ id: null, costMinor: 0, plannedMinor: shared, gapMinor: -shared }] : []),
    ],
  }
}

function sumOf(lines: readonly Amounts[]): Amounts {
  const sum: Amounts = { plannedMinor: 0, confirmedMinor: 0, paidMinor: 0, returnedMinor: 0 }
  for (const line of lines) for (const key of Object.keys(sum) as (keyof Amounts)[]) sum[key] += line[key]
  return sum
}

/**
 * Shares in tenths of a percent that add up to 1000 exactly: largest remainders first, of equal ones the earlier.
 * All 0 where the whole is 0.
 */
export function sharesOf(amounts: readonly number[]): number[] {
  const whole = amounts.reduce((sum, one) => sum + BigInt(one), 0n)
  if (whole === 0n) return amounts.map(() => 0)
  const scaled = amounts.map((one) => BigInt(one) * 1000n)
  const shares = scaled.map((one) => Number(one / whole))
  const left = 1000 - shares.reduce((sum, one) => sum + one, 0)
  const order = scaled
    .map((one, i) => ({ i, rest: one % whole }))
    .sort((a, b) => Number(b.rest > a.rest) - Number(b.rest < a.rest) || a.i - b.i)
  for (const { i } of order.slice(0, left)) shares[i]!++
  return shares
}

/** Cost for each resident in kopecks, rounded; null where nobody knows how many there are. */
export function perResident(costMinor: number, population: number | null): number | null {
  return population === null || population <= 0 ? null : Math.round(costMinor / population)
}
