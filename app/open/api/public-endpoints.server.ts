import { z } from 'zod'
import { KINDS, type Kind, PIN_KINDS, STATUSES } from '#app/domain/contributions.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import { localized } from '#app/domain/localized.ts'
import { phaseAt, phaseState } from '#app/domain/phases.ts'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { type FeatureRow, getFeatureRow, listFeatureRows } from '#app/models/feature-rows.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { listNewestAnswers } from '#app/models/newest-answers.server.ts'
import { getProcess, listProcesses, type Process } from '#app/models/processes.server.ts'
import { tallyByProcess } from '#app/models/tallies.server.ts'
import { listTowns, type Town } from '#app/models/towns.server.ts'
import { countCast } from '#app/models/votes.server.ts'
import { paths } from '#app/paths.ts'
import { boxesIn, spanIn } from '../ogc/place-and-time.ts'
import { Problem } from '../problem.ts'
import { wholeIn } from '../query.ts'
import { getOpenResult } from '../results.server.ts'
import {
  fullContributionSchema,
  fullSpaceSchema,
  fullTownSchema,
  processSchema,
  resultSchema,
  tallySchema,
  townSchema,
} from '../schemas.ts'
import { listOpenSpaces, openContribution, openGeometry, openNames, openTown } from '../shapes.server.ts'
import { endpoint, listOf, PAGE_QUERY } from './endpoint.ts'

const CONTRIBUTION_QUERY = {
  ...PAGE_QUERY,
  status: z.enum(STATUSES).optional(),
  category: z.string().max(120).optional().describe('Id of a category'),
  space: z.string().max(120).optional().describe('Slug'),
  process: z.string().max(120).optional().describe('Slug'),
  text: z.string().max(200).optional().describe('Words that are in it'),
  bbox: z.string().max(200).optional().describe('west,south,east,north; WGS 84'),
  since: z.string().max(40).optional().describe('Sent then or later'),
  until: z.string().max(40).optional().describe('Sent then or before'),
}

/** Everything that everybody may ask. */
export const PUBLIC_ENDPOINTS = [
  endpoint({
    id: 'listTowns',
    path: '/towns',
    answer: listOf(townSchema),
    async handle({ locale }) {
      const items = (await listTowns()).map((town) => openTown(town, locale))
      return { items, matched: items.length, next: null }
    },
  }),
  endpoint({
    id: 'getTown',
    path: '/towns/{town}',
    answer: fullTownSchema,
    async handle({ town, locale }) {
      const boundary = town.boundary && roundGeometry(town.boundary)
      return { ...openTown(town, locale), intro: localized(town, 'intro', locale), boundary }
    },
  }),
  endpoint({
    id: 'listSpaces',
    path: '/towns/{town}/spaces',
    answer: listOf(fullSpaceSchema),
    async handle({ town, locale }) {
      const items = (await listOpenSpaces(town, locale)).map(({ row, space }) => ({
        ...space,
        geometry: roundGeometry(row.geometry),
      }))
      return { items, matched: items.length, next: null }
    },
  }),
  endpoint({
    id: 'getSpace',
    path: '/towns/{town}/spaces/{space}',
    answer: fullSpaceSchema,
    async handle({ town, locale, params }) {
      const found = (await listOpenSpaces(town, locale)).find(({ row }) => row.slug === params.space)
      if (!found) throw new Problem(404, 'noSuchFeature')
      return { ...found.space, geometry: roundGeometry(found.row.geometry) }
    },
  }),
  endpoint({
    id: 'listProcesses',
    path: '/towns/{town}/processes',
    answer: listOf(processSchema),
    async handle({ town, locale }) {
      const [processes, { spaces }] = await Promise.all([listProcesses(town.id), openNames(town, locale)])
      const items = processes.map((row) => openProcess(row, town, locale, spaces))
      return { items, matched: items.length, next: null }
    },
  }),
  endpoint({
    id: 'getProcess',
    path: '/towns/{town}/processes/{process}',
    answer: processSchema,
    async handle({ town, locale, params }) {
      const [row, { spaces }] = await Promise.all([
        getProcess(town.id, params.process!),
        openNames(town, locale),
      ])
      return openProcess(row, town, locale, spaces)
    },
  }),
  endpoint({
    id: 'listPins',
    path: '/towns/{town}/pins',
    query: { ...CONTRIBUTION_QUERY, kind: z.enum(PIN_KINDS).optional() },
    answer: listOf(fullContributionSchema),
    handle: ({ query, ...call }) =>
      listContributions(call, query.kind ? [query.kind] : [...PIN_KINDS], query),
  }),
  endpoint({
    id: 'listProposals',
    path: '/towns/{town}/proposals',
    query: CONTRIBUTION_QUERY,
    answer: listOf(fullContributionSchema),
    handle: ({ query, ...call }) => listContributions(call, ['proposal'], query),
  }),
  endpoint({
    id: 'getContribution',
    path: '/towns/{town}/contributions/{number}',
    answer: fullContributionSchema,
    async handle({ town, locale, params }) {
      const number = /^[1-9]\d{0,8}$/.test(params.number!) ? Number(params.number) : 0
      const row = await getFeatureRow(await conditionOf(town.id, { ...NO_FILTER, kind: [...KINDS] }), number)
      if (!row) throw new Problem(404, 'noSuchFeature')
      return (await fullContributions(town, locale, [row]))[0]!
    },
  }),
  endpoint({
    id: 'listTallies',
    path: '/towns/{town}/tallies',
    answer: listOf(tallySchema),
    async handle({ town, locale }) {
      const items = await talliesOf(town, locale, await listProcesses(town.id))
      return { items, matched: items.length, next: null }
    },
  }),
  endpoint({
    id: 'getTally',
    path: '/towns/{town}/processes/{process}/tally',
    answer: tallySchema,
    async handle({ town, locale, params }) {
      return (await talliesOf(town, locale, [await getProcess(town.id, params.process!)]))[0]!
    },
  }),
  endpoint({
    id: 'listResults',
    path: '/towns/{town}/results',
    answer: listOf(resultSchema),
    async handle({ town, locale }) {
      const processes = await listProcesses(town.id)
      const all = await Promise.all(processes.map((process) => getOpenResult(town, process, locale)))
      const items = all.filter((one) => one !== null)
      return { items, matched: items.length, next: null }
    },
  }),
  endpoint({
    id: 'getResult',
    path: '/towns/{town}/processes/{process}/result',
    answer: resultSchema,
    async handle({ town, locale, params }) {
      const result = await getOpenResult(town, await getProcess(town.id, params.process!), locale)
      if (!result) throw new Problem(404, 'noResult')
      return result
    },
  }),
]

interface Asked {
  limit: number
  after?: string
  status?: (typeof STATUSES)[number]
  category?: string
  space?: string
  process?: string
  text?: string
  bbox?: string
  since?: string
  until?: string
}

interface Where {
  town: Town
  locale: Locale
  nextOf(after: number | null): string | null
}

async function listContributions({ town, locale, nextOf }: Where, kind: Kind[], asked: Asked) {
  const { since, until } = asked
  const condition = await conditionOf(town.id, {
    ...NO_FILTER,
    kind,
    status: asked.status ? [asked.status] : [],
    category: asked.category ? [asked.category] : [],
    space: asked.space ?? null,
    process: asked.process ?? null,
    text: asked.text ?? '',
  })
  const page = await listFeatureRows({
    condition,
    boxes: boxesIn(asked.bbox),
    during: since || until ? spanIn(`${since ?? '..'}/${until ?? '..'}`) : null,
    after: wholeIn('after', asked.after, { least: 0, most: 1e9, usual: 0 }),
    limit: asked.limit,
  })
  return {
    items: await fullContributions(town, locale, page.rows),
    matched: page.matched,
    next: nextOf(page.next),
  }
}

async function fullContributions(town: Town, locale: Locale, rows: FeatureRow[]) {
  const [names, answers] = await Promise.all([
    openNames(town, locale),
    listNewestAnswers(
      town.id,
      rows.filter(({ decision }) => decision !== null).map(({ id }) => id),
    ),
  ])
  return rows.map((row) => {
    const answer = answers.get(row.id)
    return {
      ...openContribution(row, names),
      geometry: openGeometry(row),
      answer: answer ? localized(answer, 'body', locale) : null,
    }
  })
}

function openProcess(
  row: Process,
  town: Town,
  locale: Locale,
  spaces: Map<string, { slug: string }>,
  now = new Date(),
) {
  return {
    slug: row.slug,
    title: localized(row, 'title', locale),
    question: localized(row, 'question', locale),
    summary: localized(row, 'summary', locale),
    fixed: localized(row, 'fixed', locale),
    budget: row.budgetMinor === null ? null : row.budgetMinor / 100,
    currency: town.currency,
    spaces: row.spaceIds.map((id) => spaces.get(id)!.slug),
    phases: row.phases.map((phase) => ({
      kind: phase.kind,
      title: localized(phase, 'title', locale),
      starts: phase.startsAt.toISOString(),
      ends: phase.endsAt?.toISOString() ?? null,
      state: phaseState(phase, now),
    })),
    link: origin() + paths.process(town.slug, row.slug),
  }
}

async function talliesOf(town: Town, locale: Locale, processes: Process[], now = new Date()) {
  const tallies = await tallyByProcess(town.id)
  const zero = { problem: 0, value: 0, idea: 0, proposal: 0 }
  const noStatus = { new: 0, review: 0, planned: 0, done: 0, declined: 0 }
  return Promise.all(
    processes.map(async (process) => {
      const phase = phaseAt(process.phases, now)
      const isVoting = phase?.settings.acts.includes('vote') ?? false
      const none = { contributions: 0, byKind: zero, byStatus: noStatus, supports: 0, comments: 0 }
      return {
        process: process.slug,
        title: localized(process, 'title', locale),
        ...(tallies.get(process.id) ?? none),
        ballotsCast: isVoting ? await countCast(town.id, phase!.id) : null,
      }
    }),
  )
}
