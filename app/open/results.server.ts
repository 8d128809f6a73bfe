import { type CountedVote, winnersOf } from '#app/domain/results.ts'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { getResult, getVotePhase, listVersions } from '#app/models/results.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import type { OpenResult } from './schemas.ts'

/** The result of a process's vote in force; null before the vote has ended and was counted. */
export async function getOpenResult(
  town: Town,
  process: { id: string; slug: string },
  locale: Locale,
  now = new Date(),
): Promise<OpenResult | null> {
  const found = await getVotePhase(town.id, process.id)
  if (!found || found.phase.endsAt === null || found.phase.endsAt > now) return null
  const { phase, frozen } = found
  const [newest] = await listVersions(town.id, phase.id)
  if (!newest || newest.state === 'superseded') return null
  const { vote, result } = await getResult(town.id, phase.id, newest.version)
  const winners = new Set(winnersOf(vote, result.outcome))
  const { slug } = process
  return {
    process: slug,
    version: newest.version,
    state: newest.state,
    counted: newest.computedAt.toISOString(),
    confirmed: newest.confirmedAt?.toISOString() ?? null,
    votedFrom: new Date(vote.votedFrom).toISOString(),
    votedUntil: new Date(vote.votedUntil).toISOString(),
    method: vote.settings.method.kind,
    rule: vote.official && !vote.official.isOurs ? vote.official.rule : vote.rule.name,
    tieRule: vote.rule.ties.join(', '),
    termsHash: frozen?.hash || null,
    budget: vote.budget === '0' ? null : money(vote.budget, vote),
    spent: money(result.outcome.totalCost, vote),
    currency: town.currency,
    ballots: result.channels,
    options: vote.options.map((option) => ({
      id: option.id,
      number: option.number,
      title: (locale === 'en' && option.titleEn) || option.title,
      cost: money(option.cost, vote),
      votes: (result.votesByChannel[option.id] ?? []).reduce((sum, n) => sum + n, 0),
      wins: winners.has(option.id),
    })),
    archive: origin() + paths.resultFile(town.slug, slug, newest.version, 'archive.zip'),
    link: origin() + paths.results(town.slug, slug),
  }
}

/** As `getOpenResult`, of the process that a phase belongs to. */
export async function getOpenResultOfPhase(
  town: Town,
  phaseId: string,
  locale: Locale,
): Promise<OpenResult | null> {
  const process = (await listProcesses(town.id)).find(({ phases }) => phases.some(({ id }) => id === phaseId))
  return process ? getOpenResult(town, process, locale) : null
}

/** Minor units as text, or a fraction of them, in units of the currency. */
function money(text: string, { unit }: Pick<CountedVote, 'unit'>): number {
  const [over = 0, under = 1] = text.split('/').map(Number)
  return over / under / Number(unit)
}
