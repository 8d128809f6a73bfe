import type { Count, Tallied } from './count.ts'
import type { Ballots, Loss, Round, TieEntry } from './types.ts'

/**
 * Schulze's Condorcet method. A ballot prefers what it ranks to what it does not rank; points and scores prefer the higher
 * (what is not named has 0), an approval prefers the approved. The strength of a link is the ballots that prefer (winning
 * votes); a way is as strong as its weakest link. Elected, seat by seat: of those left, one that no other has a stronger way
 * to than it has back; the tie rule chooses between several. The score is how many options it beats.
 *
 * @see Schulze 2011, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
 *   election method", Social Choice and Welfare 36
 */
export function electBySchulze(count: Count): Tallied {
  const { election, settings, standing, exclusive, tieRule } = count
  const size = election.ids.length
  const strength = strongestWays(countPreferences(election.ballots, size), standing.isIn)
  const beats = (a: number, b: number) => strength[a * size + b]! > strength[b * size + a]!
  const losses: Record<string, Loss> = { ...standing.losses }
  const rounds: Round[] = [...standing.rounds]
  const ties: TieEntry[] = []
  const winners: number[] = []
  let left = election.ids.map((_id, option) => option).filter((option) => standing.isIn[option])
  const everyone = [...left]
  const rankOf = (option: number) => 1 + everyone.filter((other) => beats(other, option)).length

  while (winners.length < settings.seats && left.length > 0) {
    const unbeaten = left.filter((option) => !left.some((other) => beats(other, option)))
    const { winner, entry } = tieRule.decide(unbeaten)
    if (unbeaten.length > 1) ties.push(entry)
    winners.push(winner)
    const score = String(everyone.filter((other) => beats(winner, other)).length)
    rounds.push({ type: 'elected', id: election.ids[winner]!, score })
    left = left.filter((option) => {
      if (!exclusive[option]!.includes(winner)) return option !== winner
      losses[election.ids[option]!] = { type: 'excluded-by', by: election.ids[winner]! }
      return false
    })
  }
  for (const option of left) {
    const by = winners.find((winner) => beats(winner, option)) ?? winners.at(-1)
    if (by === undefined) break
    losses[election.ids[option]!] = {
      type: 'out-ranked',
      rank: rankOf(option),
      by: election.ids[by]!,
      strength: strength[by * size + option]!,
      strengthBack: strength[option * size + by]!,
    }
  }
  count.scores = { whole: winsOf(size, everyone, beats), scale: 1n }
  return { winners, rounds, losses, ties, runs: 1, increments: 0, isReplacedByGreedy: false }
}

function winsOf(size: number, everyone: number[], beats: (a: number, b: number) => boolean): bigint[] {
  return Array.from({ length: size }, (_none, option) =>
    BigInt(everyone.includes(option) ? everyone.filter((other) => beats(option, other)).length : 0),
  )
}

/** [a * size + b]: ballots that prefer a to b. */
function countPreferences(ballots: Ballots, size: number): Float64Array {
  const { form, starts, options, weights, values } = ballots
  const preferred = new Float64Array(size * size)
  const worth = new Float64Array(size)
  const isNamed = new Uint8Array(size)
  for (let group = 0; group < weights.length; group++) {
    const [from, end] = [starts[group]!, starts[group + 1]!]
    const set = (i: number) => (form === 'ranking' ? end - i : form === 'approval' ? 1 : values![i]!)
    for (let i = from; i < end; i++) {
      worth[options[i]!] = set(i)
      isNamed[options[i]!] = 1
    }
    for (let i = from; i < end; i++) {
      const a = options[i]!
      for (let b = 0; b < size; b++) {
        if (worth[a]! > worth[b]!) preferred[a * size + b]! += weights[group]!
        // Below 0 it loses to those that are not named; pairs of named ones are counted from the other side.
        else if (worth[a]! < worth[b]! && isNamed[b] === 0) preferred[b * size + a]! += weights[group]!
      }
    }
    for (let i = from; i < end; i++) {
      worth[options[i]!] = 0
      isNamed[options[i]!] = 0
    }
  }
  return preferred
}

/** Floyd and Warshall's widest ways between those that stand. */
function strongestWays(preferred: Float64Array, isIn: boolean[]): Float64Array {
  const size = isIn.length
  const strength = new Float64Array(size * size)
  for (let a = 0; a < size; a++) {
    for (let b = 0; b < size; b++) {
      const [to, back] = [preferred[a * size + b]!, preferred[b * size + a]!]
      if (isIn[a] && isIn[b] && to > back) strength[a * size + b] = to
    }
  }
  for (let via = 0; via < size; via++) {
    for (let a = 0; a < size; a++) {
      const first = strength[a * size + via]!
      if (a === via || first === 0) continue
      for (let b = 0; b < size; b++) {
        if (b === a || b === via) continue
        const way = Math.min(first, strength[via * size + b]!)
        if (way > strength[a * size + b]!) strength[a * size + b] = way
      }
    }
  }
  return strength
}
