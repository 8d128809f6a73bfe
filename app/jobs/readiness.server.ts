import { NO_FILTER } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { quorumIn } from '#app/domain/protocol.ts'
import { type Check, checkReadiness } from '#app/domain/readiness.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { listProofs } from '#app/models/proofs.server.ts'
import { listProtocols, type Protocol } from '#app/models/protocols.server.ts'
import { agesOf, countAnswered, listPhotosOf } from '#app/models/readiness.server.ts'
import { ballotsOf, figuresOf } from '#app/models/report-figures.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { getStore } from '#db/store.server.ts'
import { fundingView } from './funding-view.server.ts'

/** Ways by which people took part, and how many did, or how much came by it. */
export type Participation = Record<
  'people' | 'onSite' | 'assisted' | 'imported' | 'web' | 'paper' | 'importedBallots',
  number
>

/** Everything that a contest asks of a process, as it is now. @throws {Refusal} 'process.not-found' */
export async function readinessOf(town: Town, slug: string, locale: Locale, now = new Date()) {
  const process = await getProcess(town.id, slug)
  const condition = await conditionOf(town.id, { ...NO_FILTER, process: slug }, now)
  const store = await getStore()
  const { figures, ballots, proposals } = await store.snapshot(async (db) => ({
    figures: await figuresOf(db, town.id, condition),
    ballots: await ballotsOf(db, town.id, [process.id], now),
    proposals: await countAnswered(db, town.id, process.id),
  }))
  const [proofs, all, money, photos] = await Promise.all([
    listProofs(town.id, process.id),
    listProtocols(town.id),
    fundingView(town, slug, locale),
    listPhotosOf(town.id, process.id),
  ])
  const protocols = [...all.values()]
    .filter(({ content }: Protocol) => content.process?.slug === slug)
    .sort((a, b) => a.content.number - b.content.number)
  const age = agesOf(process)
  const dayOf = (moment: Date) => wallTimeOf(moment, town.timeZone).slice(0, 10)
  const checks: Check[] = checkReadiness({
    intakes: process.phases
      .filter(({ kind }) => kind === 'collect')
      .map(({ startsAt, endsAt, ...phase }) => ({
        title: localized(phase, 'title', locale) || tOf(locale)('phases.collect'),
        firstDay: dayOf(startsAt),
        // A phase that ends at midnight does not have the day that begins then.
        lastDay: endsAt && dayOf(new Date(endsAt.getTime() - 1)),
      })),
    proofs,
    protocols: protocols.map(({ content }) => ({
      number: content.number,
      hasQuorum: quorumIn(content).hasQuorum,
    })),
    people: figures.people,
    ages: age?.groups.map(({ key, people }) => ({ band: key, people })) ?? null,
    proposals,
    funding: {
      costMinor: money.totals.costMinor,
      plannedMinor: money.totals.plannedMinor,
      confirmedMinor: money.totals.confirmedMinor,
      extraShare: money.totals.sources.find(({ source }) => source === 'extra')!.share,
      hasRunning: money.running !== null,
    },
    photos: photos.length,
  })
  const participation: Participation = {
    people: figures.people,
    onSite: figures.people - figures.assisted,
    assisted: figures.assisted,
    imported: figures.imported,
    web: ballots.web,
    paper: ballots.paper,
    importedBallots: ballots.import,
  }
  return { process, checks, participation, age, proofs, protocols, money, photos, proposals }
}

export type Readiness = Awaited<ReturnType<typeof readinessOf>>
