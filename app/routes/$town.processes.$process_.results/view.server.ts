import { formatMoney } from '#app/domain/money.ts'
import { isRuleUnknown, winnersOf } from '#app/domain/results.ts'
import { formatDateTime, formatNumber } from '#app/i18n/format.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { lossText } from '#app/i18n/result-losses.ts'
import { kindOfPurchase, roundText, winText } from '#app/i18n/result-rounds.ts'
import { ruleParagraphs, shareText, tieRuleText, tiesIntro, tieText } from '#app/i18n/result-rule.ts'
import { ballotsText, exactMoney, type ResultSpeech, ruleName, titleOf } from '#app/i18n/result-speech.ts'
import { tOf } from '#app/i18n/words.server.ts'
import type { StoredResult } from '#app/models/results.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { budgetChart, moneyChart, paidPieces, type Scene, votesChart } from './charts.server.ts'
import { turnoutView } from './turnout.server.ts'
import type { MapView, Named, Reasoned, ResultView } from './view.ts'
import { whatIfView } from './what-if.server.ts'

export interface ViewInput {
  town: Town
  processSlug: string
  locale: Locale
  stored: StoredResult
  /** The version before, to compare with. */
  before: StoredResult | null
  frozenText: string | null
  paper: { issued: number; found: number; valid: number; spoiled: number } | null
}

/** Everything of a result's page in the reader's language, but its versions and downloads. */
export function resultView(
  input: ViewInput,
): Omit<ResultView, 'versions' | 'files' | 'notices' | 'badge' | 'command'> {
  const scene = sceneOf(input)
  const { t, vote, outcome, stored, winners, name } = scene
  const isForeign = isRuleUnknown(vote)
  const losers = vote.options.filter(({ id }) => !winners.includes(id))
  return {
    version: stored.row.version,
    lead: leadText(scene),
    winners: winners.map(
      (id): Reasoned => ({
        ...name(id),
        text: isForeign ? t('result.win.official') : winText(scene, id),
      }),
    ),
    difference: differenceOf(scene, input.before),
    votes: votesChart(scene),
    budget: isForeign ? null : budgetChart(scene),
    money: moneyChart(scene),
    rounds: isForeign ? null : roundsOf(scene),
    map: mapOf(scene),
    turnout: turnoutView(scene, input.town.population, input.paper),
    whatIf: whatIfView(scene, isForeign),
    losers: losers.map(({ id }): Reasoned => {
      const loss = outcome.losses[id]
      const text = isForeign
        ? t('result.loss.officialUnknown')
        : loss
          ? lossText(scene, id, loss)
          : t('result.lost')
      return { ...name(id), text }
    }),
    rule: ruleOf(scene, isForeign),
    facts: factsOf(scene, input),
    frozenText: input.frozenText,
    hasReceipts: stored.result.channels.some(({ channel }) => channel === 'web'),
    options: vote.options.map(({ id }) => ({ id, title: titleOf(scene, id) })),
  }
}

function sceneOf({ town, locale, stored }: ViewInput): Scene {
  const speech: ResultSpeech = { t: tOf(locale), locale, vote: stored.vote, outcome: stored.result.outcome }
  const winners = winnersOf(stored.vote, stored.result.outcome)
  function name(id: string): Named {
    const number = stored.vote.options.find((option) => option.id === id)?.number ?? null
    return {
      id,
      title: titleOf(speech, id),
      href: number === null ? null : paths.contribution(town.slug, number),
    }
  }
  return { ...speech, stored, winners, name }
}

function leadText(scene: Scene): string {
  const { t, locale, vote, outcome, winners, stored } = scene
  const ballots = stored.result.channels.reduce((sum, one) => sum + one.ballots, 0)
  const facts = {
    ballots: ballotsText(scene, ballots),
    won: formatNumber(winners.length, locale),
    all: formatNumber(vote.options.length, locale),
  }
  if (outcome.budget === '0') return t('result.leadSeats', facts)
  return t('result.leadBudget', {
    ...facts,
    cost: exactMoney(scene, costOf(scene, winners)),
    budget: exactMoney(scene, outcome.budget),
  })
}

function costOf({ vote }: Scene, ids: string[]): bigint {
  return vote.options.reduce((sum, { id, cost }) => (ids.includes(id) ? sum + BigInt(cost) : sum), 0n)
}

function roundsOf(scene: Scene): ResultView['rounds'] {
  const { t, outcome, stored } = scene
  const { name } = outcome.settings
  const kind =
    name === 'mes' && !outcome.isReplacedByGreedy
      ? 'mes'
      : name === 'phragmen'
        ? 'phragmen'
        : outcome.budget === '0'
          ? 'seats'
          : 'greedy'
  const ballots = stored.result.channels.reduce((sum, one) => sum + one.ballots, 0)
  return {
    lead: t(`result.roundsLead.${kind}`),
    share: shareText(scene, ballots) ?? '',
    steps: outcome.rounds.map((round, i) => ({
      id: `${i} ${round.id}`,
      text: roundText(scene, round),
      pieces:
        round.type === 'bought' && kindOfPurchase(scene, round) === 'mes'
          ? paidPieces(round.cost, round.moneyBefore)
          : null,
    })),
  }
}

function mapOf({ t, vote, winners, name }: Scene): MapView | null {
  const placed = vote.options.filter(({ lng, lat }) => lng !== null && lat !== null)
  if (placed.length === 0) return null
  const unplaced = vote.options.length - placed.length
  return {
    points: placed.map(({ id, lng, lat }) => ({
      number: winners.indexOf(id) + 1,
      lng: lng!,
      lat: lat!,
      title: name(id).title,
      href: name(id).href,
      isWinner: winners.includes(id),
    })),
    unplaced: unplaced > 0 ? t('result.mapUnplaced', { count: unplaced }) : '',
  }
}

function differenceOf(scene: Scene, before: StoredResult | null): ResultView['difference'] {
  if (!before) return null
  const { t, outcome, winners, name } = scene
  const were = before.result.outcome.winners
  const [came, went] = [
    winners.filter((id) => !were.includes(id)),
    were.filter((id) => !winners.includes(id)),
  ]
  const money = (minor: string) => exactMoney(scene, minor)
  const after = money(outcome.totalCost)
  return {
    lead: t('result.difference.lead', { version: before.row.version }),
    came: came.map(name),
    went: went.map(name),
    same: came.length + went.length === 0 ? t('result.difference.same') : '',
    spent:
      outcome.budget === '0'
        ? ''
        : before.result.outcome.totalCost === outcome.totalCost
          ? t('result.difference.spentSame', { after })
          : t('result.difference.spent', { before: money(before.result.outcome.totalCost), after }),
  }
}

function ruleOf(scene: Scene, isForeign: boolean): ResultView['rule'] {
  const { t, vote, outcome } = scene
  if (isForeign) {
    const rule = vote.official!.rule
    return {
      name: t('result.rules.unknown'),
      paragraphs: [t('result.ruleText.unknown', { rule })],
      ties: '',
      tiesIntro: '',
      tieEntries: [],
    }
  }
  return {
    name: ruleName(scene, vote.rule),
    paragraphs: ruleParagraphs(scene),
    ties: tieRuleText(scene, vote.rule),
    tiesIntro: tiesIntro(scene, outcome),
    tieEntries: outcome.ties.map((entry) => tieText(scene, entry)),
  }
}

function factsOf({ t, locale, vote, stored }: Scene, { town }: ViewInput): ResultView['facts'] {
  const at = (iso: string) => formatDateTime(new Date(iso), locale, town.timeZone)
  const ballots = stored.result.channels.reduce((sum, one) => sum + one.ballots, 0)
  const facts: [term: string, text: string][] = [
    [t('result.facts.voted'), t('result.facts.range', { from: at(vote.votedFrom), to: at(vote.votedUntil) })],
    [t('result.facts.snapshot'), `${at(vote.snapshotAt)} (${town.timeZone})`],
    [t('result.facts.counted'), formatNumber(ballots, locale)],
    ...(vote.budget === '0'
      ? []
      : [
          [t('result.facts.budget'), formatMoney(Number(vote.budget), town.currency, locale)] as [
            string,
            string,
          ],
        ]),
    [t('result.facts.version'), String(stored.row.version)],
    [t('result.facts.frozenHash'), vote.frozenHash ?? t('result.facts.noFrozen')],
    [t('result.facts.archiveHash'), stored.archive.hash],
  ]
  return facts.map(([term, text]) => ({ term, text }))
}
