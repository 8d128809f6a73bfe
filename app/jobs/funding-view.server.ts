import { fundingTotals, type PppForm, perResident } from '#app/domain/funding.ts'
import { localized } from '#app/domain/localized.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { getFunding } from '#app/models/funding.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import type { Town } from '#app/models/towns.server.ts'

/** A project's money as pages and files show it. @throws {Refusal} 'process.not-found' */
export async function fundingView(town: Town, processSlug: string, locale: Locale) {
  const process = await getProcess(town.id, processSlug)
  const { measures, lines, inKind, running } = await getFunding(town.id, process.id)
  const totals = fundingTotals(measures, lines)
  const nameOf = new Map(measures.map(({ id, title }) => [id, title]))
  return {
    process: { id: process.id, slug: process.slug, title: localized(process, 'title', locale) },
    totals: {
      ...totals,
      measures: totals.measures.map((one) => ({
        ...one,
        title: one.id === null ? null : (nameOf.get(one.id) ?? ''),
      })),
    },
    measures: measures.map(({ id, title, costMinor }) => ({ id, title, costMinor })),
    lines: lines.map(({ townId: _, processId: __, pppForm, ...line }) => ({
      ...line,
      pppForm: pppForm as PppForm | '',
      measure: line.measureId === null ? null : (nameOf.get(line.measureId) ?? ''),
    })),
    inKind: inKind.map(({ townId: _, processId: __, ...gift }) => gift),
    running: running && { yearlyMinor: running.yearlyMinor, payer: running.payer, note: running.note },
    perResident: measures.length > 0 ? perResident(totals.costMinor, town.population) : null,
    population: town.population,
    isEmpty: measures.length === 0 && lines.length === 0 && inKind.length === 0 && running === null,
  }
}

export type FundingView = Awaited<ReturnType<typeof fundingView>>
