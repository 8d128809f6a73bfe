import { type Add1, findIncrements } from './add1.ts'
import { type Count, orderByScore, scoreText, type Tallied } from './count.ts'
import { exact } from './fraction.ts'
import { buyGreedily, type Walk, walkDown } from './greedy.ts'
import { type Ledger, moneyOf, openLedger, partsOf } from './ledger.ts'
import { collectLosses } from './mes-losses.ts'
import { isRaised } from './settings.ts'
import { prepareShares, type SharesProblem } from './shares.ts'
import { type Purchase, runShares, type SharesRun } from './shares-exact.ts'
import type { Round, TieEntry } from './types.ts'

/**
 * The Method of Equal Shares with its completions; what is published comes from an exact run.
 *
 * - `none`: the budget is divided equally and that is all;
 * - `greedy`: what is left is spent by score, passing over what does not fit;
 * - `add1`: shares are raised until the next increment would overspend (see `findIncrements`); `add1u`: and then greedy.
 *
 * With `comparison` the result of greedy by score stands instead if strictly more ballots have more of their options in it.
 * Options dearer than the whole budget are left out before the start: virtual money must not buy them.
 *
 * @see Faliszewski et al. 2023, "Participatory Budgeting: Data, Tools, and Analysis", IJCAI, for the completions
 */
export function buyByShares(count: Count, onProgress: (share: number) => void): Tallied {
  const { election, settings } = count
  const problem = prepareShares(count)
  const raised = isRaised(settings)
    ? findIncrements(problem, onProgress)
    : { increments: 0n, runs: 1, bought: null }
  const walk: Walk = {
    left: election.budget,
    winners: [],
    rounds: [...count.standing.rounds],
    losses: { ...count.standing.losses },
  }
  const ties = runAndTell(problem, raised, walk)
  tellExcluded(count, walk)
  if (settings.completion === 'add1u' || settings.completion === 'greedy') complete(count, walk)
  tellUnasked(problem, walk)
  const { winners, rounds, losses } = walk
  const counted = { runs: raised.runs, increments: Number(raised.increments) }
  if (settings.comparison) {
    const greedy = buyGreedily(count)
    if (prefers(count, greedy.winners, winners)) return { ...greedy, ...counted, isReplacedByGreedy: true }
  }
  return { winners, rounds, losses, ties, ...counted, isReplacedByGreedy: false }
}

/** The exact run, written into the walk. @throws {Error} if it is not what was proved: a fault of this program */
function runAndTell(
  problem: SharesProblem,
  { increments, bought }: Pick<Add1, 'increments'> & { bought: readonly number[] | null },
  walk: Walk,
): TieEntry[] {
  const { count } = problem
  const paid: Round[] = []
  const explained = count.explains ? collectLosses(problem, increments) : null
  const run = runShares(problem, increments, {
    observe(purchase) {
      paid.push(roundOf(problem, purchase))
      explained?.observe(purchase)
    },
  })
  if (bought !== null && run.bought.join() !== bought.join())
    throw new Error(`the filter is wrong at increment ${increments}`)
  const told = { walk, start: openLedger(problem, increments) }
  let at = 0
  run.bought.forEach((option, place) => {
    tellDropped(problem, run, place, told)
    walk.left -= count.election.costs[option]!
    walk.winners.push(option)
    const round = place < run.bought.length - paid.length ? freeRound(count, option) : paid[at++]!
    walk.rounds.push({ ...round, left: String(walk.left) } as Round)
  })
  tellDropped(problem, run, run.bought.length, told)
  if (walk.left < 0n) throw new Error(`equal shares spent ${-walk.left} more than the budget`)
  Object.assign(walk.losses, explained?.lossesOf(run))
  return run.ties
}

/** Says after a purchase who was given up then, and whether its supporters ever had its cost. */
function tellDropped(
  problem: SharesProblem,
  { dropped }: SharesRun,
  place: number,
  { walk, start }: { walk: Walk; start: Ledger },
): void {
  const { ids, costs } = problem.count.election
  for (const { option, money, after } of dropped) {
    if (after !== place) continue
    const cost = costs[option]!
    const facts = { type: 'skipped' as const, id: ids[option]!, cost: String(cost), left: String(walk.left) }
    const first = moneyOf(start, partsOf(start, problem, option))
    walk.rounds.push(
      first.n < cost * first.d
        ? { ...facts, reason: 'never-affordable', money: exact(first) }
        : { ...facts, reason: 'unaffordable', money: exact(money) },
    )
  }
}

function freeRound({ election }: Count, option: number): Round {
  const none = { rho: null, payers: 0, largestPayment: null, moneyBefore: null }
  return { type: 'bought', id: election.ids[option]!, cost: '0', left: '', ...none }
}

function roundOf({ count, isByCost, scale }: SharesProblem, purchase: Purchase): Round {
  const { ids, costs } = count.election
  const { option, price, money, parts, paid, over } = purchase
  const cost = costs[option]!
  const largest = maximum(paid)
  const payers = parts.reduce((sum, { voters }, i) => sum + (paid[i]! > 0n ? voters : 0), 0)
  return {
    type: 'bought',
    id: ids[option]!,
    cost: String(cost),
    left: '',
    rho: exact({ n: price.n * BigInt(scale), d: price.d * (isByCost ? cost : 1n) }),
    payers,
    largestPayment: exact({ n: largest, d: over }),
    moneyBefore: exact(money),
  }
}

function maximum(numbers: readonly bigint[]): bigint {
  let largest = 0n
  for (const number of numbers) if (number > largest) largest = number
  return largest
}

/** Says which options were kept out by a winner they exclude. */
function tellExcluded({ election, standing, exclusive }: Count, walk: Walk): void {
  election.ids.forEach((id, option) => {
    const rival = walk.winners.find((winner) => exclusive[option]!.includes(winner))
    if (!standing.isIn[option] || rival === undefined) return
    const by = election.ids[rival]!
    const facts = { id, cost: String(election.costs[option]), left: String(walk.left) }
    walk.rounds.push({ type: 'skipped', ...facts, reason: 'excluded-by', by })
    walk.losses[id] = { type: 'excluded-by', by }
  })
}

/** What is left is spent by score; of the losers only those say what they lack here whom equal shares could not ask. */
function complete(count: Count, walk: Walk): void {
  const isOut = (option: number) => walk.losses[count.election.ids[option]!]?.type === 'excluded-by'
  const walked: Walk = { ...walk, losses: {} }
  walkDown(
    count,
    orderByScore(count).filter((option) => !isOut(option)),
    walked,
  )
  walk.left = walked.left
  for (const [id, loss] of Object.entries(walked.losses)) {
    if (loss.type === 'excluded-by' || !Object.hasOwn(walk.losses, id)) walk.losses[id] = loss
  }
  for (const option of walk.winners) delete walk.losses[count.election.ids[option]!]
}

/** Says of those whom equal shares could not ask why: nobody supports them, or they cost more than there is. */
function tellUnasked({ count, candidates }: SharesProblem, walk: Walk): void {
  const { ids, costs, budget } = count.election
  const asked = new Set([...candidates, ...walk.winners])
  orderByScore(count).forEach((option, place) => {
    const id = ids[option]!
    if (asked.has(option) || Object.hasOwn(walk.losses, id)) return
    const facts = { cost: String(costs[option]), left: String(walk.left) }
    const isDear = costs[option]! > budget
    walk.rounds.push({ type: 'skipped', id, ...facts, reason: isDear ? 'over-budget' : 'no-support' })
    const figures = { rank: place + 1, votes: scoreText(count, option), costToWin: null, votesToWin: null }
    walk.losses[id] = isDear ? { type: 'did-not-fit', ...figures, ...facts } : { type: 'no-support' }
  })
}

/** Whether strictly more ballots have more of what they support among `some` than among `others`. */
function prefers(
  { election: { ballots, ids } }: Count,
  some: readonly number[],
  others: readonly number[],
): boolean {
  const gain = new Int8Array(ids.length)
  for (const option of some) gain[option]! += 1
  for (const option of others) gain[option]! -= 1
  let [more, fewer] = [0, 0]
  for (let group = 0; group < ballots.weights.length; group++) {
    let sum = 0
    for (let i = ballots.starts[group]!; i < ballots.starts[group + 1]!; i++) {
      if (ballots.values === null || ballots.values[i]! > 0) sum += gain[ballots.options[i]!]!
    }
    if (sum > 0) more += ballots.weights[group]!
    else if (sum < 0) fewer += ballots.weights[group]!
  }
  return more > fewer
}
