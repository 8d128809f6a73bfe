import { type Count, prepareCount, type Tallied } from './count.ts'
import { parseExact } from './fraction.ts'
import { buyGreedily } from './greedy.ts'
import type { Ballots, Election, Loss, Outcome } from './types.ts'

/** How many marks of ballots may be looked at in counting again, about: some ten seconds of one processor. */
const EFFORT = 1e9
/** One count of a small election costs as much as looking at this many marks. */
const EFFORT_OF_A_COUNT = 20_000
/** Marks looked at for each mark and virtual budget. */
const LOOKS = 3
/** A search is not begun where the effort left does not pay for this many counts: it would most likely not end. */
const LEAST_COUNTS = 8
/** No neighbour can bring more friends than this many times all who voted. */
const MOST_VOTES = 2

type Close = Extract<Loss, { type: 'did-not-fit' | 'supporters-money' }>

/**
 * Finds, for every loser whom money kept out, at what cost and with how many more votes it would have won, by counting again with
 * nothing else changed: growing steps from a guess (what is left pays for it; one vote), then halving between a cost or a
 * number of votes that wins and one that does not. Rules that are not monotonic may have several such places; each figure found is
 * one, and true. Losers are taken in the order of their scores until the effort is
 * spent; the rest keep null. Votes are sought where ballots are approvals or rankings: a ballot that names one option says
 * nothing else there.
 *
 * @param recount  `tally` of another election by the same settings
 */
export function explainLosses(
  { election, outcome, count }: { election: Election; outcome: Outcome; count: Count },
  recount: (election: Election) => Pick<Outcome, 'winners'>,
  { effort = EFFORT, onProgress }: { effort?: number; onProgress: (share: number) => void },
): Outcome {
  const wins = winsBy(count, recount)
  const perCount = wins.isQuick
    ? election.ids.length * 10
    : EFFORT_OF_A_COUNT + election.ballots.options.length * LOOKS * (outcome.runs + 10)
  let left = effort
  const losses = { ...outcome.losses }
  const close = election.ids
    .map((_id, option) => option)
    .filter((option) => isClose(losses[election.ids[option]!]))
    .sort((a, b) => (count.scores.whole[a]! > count.scores.whole[b]! ? -1 : 1))
  close.forEach((option, i) => {
    onProgress(i / close.length)
    const id = election.ids[option]!
    if (left < perCount * LEAST_COUNTS) return
    const costToWin = findCost(
      election,
      option,
      guessOf(losses[id] as Close, election),
      spending(wins.atCost),
    )
    const votesToWin = findVotes(election, option, spending(wins.withVotes))
    losses[id] = {
      ...(losses[id] as Close),
      costToWin: costToWin === null ? null : String(costToWin),
      votesToWin,
    }
  })
  return { ...outcome, losses }

  /** The same question, which has no answer when the effort is spent. */
  function spending<Value>(asked: (option: number, value: Value) => boolean) {
    return function ask(option: number, value: Value): boolean | null {
      left -= perCount
      return left < 0 ? null : asked(option, value)
    }
  }
}

function isClose(loss: Loss | undefined): boolean {
  return loss?.type === 'did-not-fit' || loss?.type === 'supporters-money'
}

type Asked<Value> = (option: number, value: Value) => boolean | null

/** What is left, in whole units of the currency: for that much it could most likely be had. */
function guessOf(loss: Close, { unit }: Election): bigint {
  const { n, d } = parseExact(loss.type === 'did-not-fit' ? loss.left : loss.moneyLeft)
  return n / (d * unit)
}

/** Whole units of the currency, at least one. */
function findCost(
  { costs, unit }: Election,
  option: number,
  guess: bigint,
  winsAt: Asked<bigint>,
): bigint | null {
  let [low, high] = [0n, (costs[option]! + unit - 1n) / unit]
  let at = guess < 1n ? 1n : guess
  // Growing steps away from the guess, up while it wins and down while it does not; a turn leads out of the bounds.
  for (let step = 1n; at > low && at < high; step *= 2n) {
    const isWon = winsAt(option, at * unit)
    if (isWon === null) return null
    if (isWon) low = at
    else high = at
    at = isWon ? at + step : at - step
  }
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    const isWon = winsAt(option, middle * unit)
    if (isWon === null) return null
    if (isWon) low = middle
    else high = middle
  }
  return low === 0n ? null : low * unit
}

function findVotes({ ballots }: Election, option: number, winsWith: Asked<number>): number | null {
  if ((ballots.form !== 'approval' && ballots.form !== 'ranking') || ballots.endowments) return null
  const most = ballots.count * MOST_VOTES
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
function winsBy(count: Count, recount: (election: Election) => Pick<Outcome, 'winners'>) {
  const { election, settings } = count
  const isQuick = settings.name.startsWith('greedy_')
  const id = (option: number) => election.ids[option]!
  const won = ({ winners }: Pick<Tallied, 'winners'>, option: number) => winners.includes(option)

  function atCost(option: number, cost: bigint): boolean {
    const other = { ...election, costs: election.costs.with(option, cost) }
    if (!isQuick) return recount(other).winners.includes(id(option))
    return won(buyGreedily(prepareCount(other, settings, false, count)), option)
  }

  function withVotes(option: number, more: number): boolean {
    const { ballots } = election
    if (!isQuick)
      return recount({ ...election, ballots: withBallots(ballots, option, more) }).winners.includes(
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
