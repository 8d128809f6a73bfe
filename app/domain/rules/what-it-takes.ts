import { type Count, prepareCount, type Tallied } from './count.ts'
import { type Effort, EffortSpentError } from './effort.ts'
import { parseExact } from './fraction.ts'
import { buyGreedily } from './greedy.ts'
import { isRaised } from './settings.ts'
import type { Ballots, Election, Loss, Outcome, RuleSettings, Sought } from './types.ts'

/** What counting again may cost, all losers together: some twenty seconds of one processor. */
const EFFORT = 3e9
/** What one count of a small election costs, and how often one looks at each mark, the runs of add1 aside. */
const EFFORT_OF_A_COUNT = 5_000
const LOOKS = 20
/** A search is not begun where the effort left does not pay for this many counts: it would most likely not end. */
const LEAST_COUNTS = 30
/** No neighbour can bring more friends than this many times all who voted. */
const MOST_VOTES = 2
/** Costs between the one found and the own one that are tried where there may be several limits. */
const PROBES = 16

type Close = Extract<Loss, { type: 'did-not-fit' | 'supporters-money' | 'after-stop' }>
type Recount = (election: Election, effort: Effort) => Pick<Outcome, 'winners'>

/**
 * Whether an option that wins at one cost wins at every lower one, and with more votes whenever it wins with fewer: then the figures
 * found are the limits themselves. The rules take up options one after another, and until they come to this one nothing depends on its
 * cost or on ballots that name it alone; a lower cost or more votes only bring its turn forward. That ends where a whole count
 * is thrown away by its result (add1, comparison), and for votes where each ballot changes all shares or a threshold.
 */
export function hasOneLimit(settings: RuleSettings): { cost: boolean; votes: boolean } {
  const isShares = settings.name === 'mes'
  const movesThreshold = settings.threshold !== null && 'share' in settings.threshold
  return {
    cost: !isShares || !(isRaised(settings) || settings.comparison),
    votes: !isShares && !movesThreshold,
  }
}

/**
 * Finds, for every loser whom money kept out, at what cost and with how many more votes it would have won, by counting again with
 * nothing else changed: growing steps from a guess (what is left pays for it; one vote), then halving between a cost or a
 * number of votes that wins and one that does not. Where there may be several such costs, others nearer to its own are tried too.
 * Losers are taken in the order of their scores until the effort is spent; the rest keep null and say so. Votes are sought where
 * ballots are approvals or rankings: a ballot that names one option says nothing else there.
 *
 * @param recount  who wins another election by the same settings; throws EffortSpentError where that costs too much
 */
export function explainLosses(
  { election, outcome, count }: { election: Election; outcome: Outcome; count: Count },
  recount: Recount,
  { effort: most = EFFORT, onProgress }: { effort?: number; onProgress: (share: number) => void },
): Outcome {
  const effort: Effort = { spent: 0, most }
  const wins = winsBy(count, recount, effort)
  const isOneLimit = hasOneLimit(count.settings).cost
  const each = wins.isQuick
    ? election.ids.length * 10
    : EFFORT_OF_A_COUNT + election.ballots.options.length * LOOKS
  const losses = { ...outcome.losses }
  const close = election.ids
    .map((_id, option) => option)
    .filter((option) => isClose(losses[election.ids[option]!]))
    .sort((a, b) => (count.scores.whole[a]! > count.scores.whole[b]! ? -1 : 1))
  close.forEach((option, i) => {
    onProgress(i / close.length)
    const id = election.ids[option]!
    const asMuchAsTheOwn = each + (count.effort?.spent ?? 0)
    const loss = losses[id] as Close
    if (effort.most - effort.spent < asMuchAsTheOwn * LEAST_COUNTS) {
      losses[id] = { ...loss, cutShort: seeksVotes(election) ? ['cost', 'votes'] : ['cost'] }
      return
    }
    const cut = new Set<Sought>()
    const atCost = spending(wins.atCost, () => cut.add('cost'))
    const withVotes = spending(wins.withVotes, () => cut.add('votes'))
    const found = findCost(election, option, guessOf(loss, election), atCost)
    const costToWin = isOneLimit ? found : findHigherCost(election, option, found, atCost)
    const votesToWin = findVotes(election, option, withVotes)
    // A cost that was found stays true where only the look for a higher one was cut short.
    if (costToWin !== null) cut.delete('cost')
    losses[id] = {
      ...loss,
      costToWin: costToWin === null ? null : String(costToWin),
      votesToWin,
      ...(cut.size > 0 ? { cutShort: [...cut] } : {}),
    }
  })
  return { ...outcome, losses }

  /** The same question, which has no answer when the effort is spent. */
  function spending<Value>(asked: (option: number, value: Value) => boolean, onSpent: () => void) {
    return function ask(option: number, value: Value): boolean | null {
      effort.spent += each
      try {
        if (effort.spent <= effort.most) return asked(option, value)
      } catch (error) {
        if (!(error instanceof EffortSpentError)) throw error
      }
      onSpent()
      return null
    }
  }
}

function isClose(loss: Loss | undefined): boolean {
  return loss?.type === 'did-not-fit' || loss?.type === 'supporters-money' || loss?.type === 'after-stop'
}

type Asked<Value> = (option: number, value: Value) => boolean | null

/** What is left, in whole units of the currency: for that much it could most likely be had. */
function guessOf(loss: Close, { unit }: Election): bigint {
  const { n, d } = parseExact(loss.type === 'supporters-money' ? loss.moneyLeft : loss.left)
  return n / (d * unit)
}

/** The own cost in whole units of the currency, rounded up: no lower cost is sought above it. */
function wholeCost({ costs, unit }: Election, option: number): bigint {
  return (costs[option]! + unit - 1n) / unit
}

/** Whole units of the currency, at least one. */
function findCost(election: Election, option: number, guess: bigint, winsAt: Asked<bigint>): bigint | null {
  const { unit } = election
  let [low, high] = [0n, wholeCost(election, option)]
  let at = guess < 1n ? 1n : guess
  // Growing steps away from the guess, up while it wins and down while it does not; a turn leads out of the bounds.
  for (let step = 1n; at > low && at < high; step *= 2n) {
    const isWon = winsAt(option, at * unit)
    if (isWon === null) return null
    if (isWon) low = at
    else high = at
    at = isWon ? at + step : at - step
  }
  return halve(option, { low, high, unit }, winsAt)
}

/** Tries costs from the own one downwards to what was found; between the first that wins and the one above it halves again. */
function findHigherCost(
  election: Election,
  option: number,
  found: bigint | null,
  winsAt: Asked<bigint>,
): bigint | null {
  const { unit } = election
  const [bottom, top] = [(found ?? 0n) / unit, wholeCost(election, option)]
  const step = (top - bottom + BigInt(PROBES)) / BigInt(PROBES + 1)
  for (let at = top - step; at > bottom; at -= step) {
    const isWon = winsAt(option, at * unit)
    if (isWon === null) return found
    if (isWon) return halve(option, { low: at, high: at + step, unit }, winsAt) ?? found
  }
  return found
}

/** Between a cost that wins and one that does not, in units of the currency, the last that wins. */
function halve(
  option: number,
  { low, high, unit }: { low: bigint; high: bigint; unit: bigint },
  winsAt: Asked<bigint>,
): bigint | null {
  let [lower, upper] = [low, high]
  while (upper - lower > 1n) {
    const middle = (lower + upper) / 2n
    const isWon = winsAt(option, middle * unit)
    if (isWon === null) return null
    if (isWon) lower = middle
    else upper = middle
  }
  return lower === 0n ? null : lower * unit
}

/** A ballot that names one option says nothing else where ballots are approvals or rankings, and all have the same to spend. */
function seeksVotes({ ballots }: Election): boolean {
  return (ballots.form === 'approval' || ballots.form === 'ranking') && !ballots.endowments
}

function findVotes(election: Election, option: number, winsWith: Asked<number>): number | null {
  if (!seeksVotes(election)) return null
  const most = election.ballots.count * MOST_VOTES
  let [low, high] = [0, 1]
  for (let isWon = winsWith(option, high); isWon !== true; isWon = winsWith(option, high)) {
    if (isWon === null || high >= most) return null
    low = high
    high = Math.min(high * 2, most)
  }
  while (high - low > 1) {
    const middle = (low + high) >> 1
    const isWon = winsWith(option, middle)
    if (isWon === null) return null
    if (isWon) high = middle
    else low = middle
  }
  return high
}

/** Whether an option wins at another cost or with more votes. Greedy rules need the votes only, not the ballots. */
function winsBy(count: Count, recount: Recount, effort: Effort) {
  const { election, settings } = count
  const isQuick = settings.name.startsWith('greedy_')
  const id = (option: number) => election.ids[option]!
  const won = ({ winners }: Pick<Tallied, 'winners'>, option: number) => winners.includes(option)

  function atCost(option: number, cost: bigint): boolean {
    const other = { ...election, costs: election.costs.with(option, cost) }
    if (!isQuick) return recount(other, effort).winners.includes(id(option))
    return won(buyGreedily(prepareCount(other, settings, false, count)), option)
  }

  function withVotes(option: number, more: number): boolean {
    const { ballots } = election
    if (!isQuick)
      return recount({ ...election, ballots: withBallots(ballots, option, more) }, effort).winners.includes(
        id(option),
      )
    const other = { ...election, ballots: { ...ballots, count: ballots.count + more } }
    const votes = count.votes.with(option, count.votes[option]! + more)
    const { whole, scale } = count.scores
    const each = ballots.form === 'ranking' ? firstPlace(count) : 1n
    const scores = { whole: whole.with(option, whole[option]! + BigInt(more) * each * scale), scale }
    return won(buyGreedily(prepareCount(other, settings, false, { votes, scores })), option)
  }
  return { isQuick, atCost, withVotes }
}

/** What a ranking of one option adds to the score. */
function firstPlace({ settings, election }: Count): bigint {
  const countsVotes = settings.name === 'greedy_votes' || settings.name === 'greedy_costeff'
  return countsVotes || settings.borda === 'ballot-length' ? 1n : BigInt(election.ids.length - 1)
}

/** The ballots with some more that name one option only. */
function withBallots(ballots: Ballots, option: number, more: number): Ballots {
  const end = ballots.options.length
  return {
    ...ballots,
    count: ballots.count + more,
    weights: appended(ballots.weights, more),
    starts: appended(ballots.starts, end + 1),
    options: appended(ballots.options, option),
  }
}

function appended(array: Int32Array, value: number): Int32Array {
  const longer = new Int32Array(array.length + 1)
  longer.set(array)
  longer[array.length] = value
  return longer
}
