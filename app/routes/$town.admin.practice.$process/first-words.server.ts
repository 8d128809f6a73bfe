import { localized } from '#app/domain/localized.ts'
import { type PracticeFact, sizeBandOf } from '#app/domain/practices.ts'
import { origin } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getProcessFigures } from '#app/models/practice-sources.server.ts'
import type { Process } from '#app/models/processes.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { type CaseForm, emptyForm } from '#app/practice-input.server.ts'

const SLUG_LENGTH = 60

/** What the platform itself knows of a process, as a case to be gone on with. */
export async function firstWords(town: Town, process: Process, now = new Date()): Promise<CaseForm> {
  const figures = await getProcessFigures(town.id, process.id)
  const years = process.phases.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt ?? now])
  const yearOf = (pick: (...ms: number[]) => number) =>
    String(new Date(pick(...years.map((at) => at.getTime()))).getUTCFullYear())
  const [ru, en] = [tOf('ru'), tOf('en')]
  const said = (key: 'entries' | 'supports'): PracticeFact => ({
    section: 'participation',
    label: ru(`served.practices.proposedFacts.${key}`),
    value: String(figures[key]),
    happened: now.toISOString().slice(0, 10),
    source: ru('served.practices.proposedFacts.site', { title: process.title }),
    sourceAddress: `${origin()}${paths.process(town.slug, process.slug)}`,
    sourceDate: now.toISOString().slice(0, 10),
    en: {
      label: en(`served.practices.proposedFacts.${key}`),
      value: String(figures[key]),
      source: en('served.practices.proposedFacts.site', { title: localized(process, 'title', 'en') }),
    },
  })
  const english = (row: Town | Process, key: 'name' | 'region' | 'title' | 'summary') =>
    row.translations.en?.[key] ?? ''
  return emptyForm(
    {
      title: `${town.name}: ${process.title}`,
      slug: `${town.slug}-${process.slug}`.slice(0, SLUG_LENGTH).replace(/-+$/, ''),
      summary: process.summary,
      townName: town.name,
      region: town.region,
      sizeBand: sizeBandOf(town.population) ?? '',
      yearFrom: yearOf(Math.min),
      yearTo: yearOf((...ms) => Math.min(Math.max(...ms), now.getTime())),
      center: `${town.lat}, ${town.lng}`,
      titleEn: [english(town, 'name'), english(process, 'title')].filter(Boolean).join(': '),
      summaryEn: english(process, 'summary'),
      townNameEn: english(town, 'name'),
      regionEn: english(town, 'region'),
    },
    [said('entries'), said('supports')],
  )
}
