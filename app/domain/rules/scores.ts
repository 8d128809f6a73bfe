import { exact, fraction } from './fraction.ts'
import type { Ballots, Election, Exact, RuleSettings } from './types.ts'

const MAX_DECIMALS = 6

/**
 * What each mark is worth, as whole numbers over one common scale.
 *
 * @property marks  beside `ballots.options`; null where every mark is worth 1
 * @property scale  a power of ten: points are marks / scale
 */
export interface MarkPoints {
  marks: Float64Array | null
  scale: number
}

/** What an option got, exactly: `whole[option] / scale`. */
export interface Scores {
  whole: bigint[]
  scale: bigint
}

/** Ballots that name each option; points and scores name what they give more than 0. */
export function countVotes({ ballots, ids }: Pick<Election, 'ballots' | 'ids'>): Float64Array {
  const { starts, options, weights, values } = ballots
  const votes = new Float64Array(ids.length)
  for (let group = 0; group < weights.length; group++) {
    for (let i = starts[group]!; i < starts[group + 1]!; i++) {
      if (values === null || values[i]! > 0) votes[options[i]!]! += weights[group]!
    }
  }
  return votes
}

/**
 * Points of every mark: 1 for an approval; as given for points and scores; for a ranking, Borda's: `ballot-length` gives
 * k, k - 1 .. 1 on a ballot of k options, `option-count` gives as many as there are options minus the place.
 *
 * @throws {RangeError} if a value has more than six decimals
 */
export function pointsOfMarks(
  { ballots, ids }: Pick<Election, 'ballots' | 'ids'>,
  borda: RuleSettings['borda'],
): MarkPoints {
  if (ballots.form === 'approval') return { marks: null, scale: 1 }
  if (ballots.form === 'ranking') return { marks: placesAsPoints(ballots, borda, ids.length), scale: 1 }
  const { values } = ballots
  if (values === null) throw new RangeError('points and scores need values')
  const scale = scaleOf(values)
  return { marks: scale === 1 ? values : values.map((value) => Math.round(value * scale)), scale }
}

function placesAsPoints(
  { starts, options, weights }: Ballots,
  borda: RuleSettings['borda'],
  optionCount: number,
) {
  const marks = new Float64Array(options.length)
  for (let group = 0; group < weights.length; group++) {
    const [from, end] = [starts[group]!, starts[group + 1]!]
    const best = borda === 'ballot-length' ? end - from : optionCount - 1
    for (let i = from; i < end; i++) marks[i] = best - (i - from)
  }
  return marks
}

/** The least power of ten that makes all values whole; values were decimals with few digits before they were doubles. */
function scaleOf(values: Float64Array): number {
  for (let decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
    const scale = 10 ** decimals
    if (values.every((value) => Math.round(value * scale) / scale === value)) return scale
  }
  throw new RangeError(`points with more than ${MAX_DECIMALS} decimals`)
}

export function sumPoints({ ballots, ids }: Pick<Election, 'ballots' | 'ids'>, points: MarkPoints): Scores {
  const { starts, options, weights } = ballots
  const whole = Array.from({ length: ids.length }, () => 0n)
  const sums = new Float64Array(ids.length)
  for (let group = 0; group < weights.length; group++) {
    for (let i = starts[group]!; i < starts[group + 1]!; i++) {
      const option = options[i]!
      const sum = sums[option]! + weights[group]! * (points.marks?.[i] ?? 1)
      if (Number.isSafeInteger(sum)) sums[option] = sum
      else {
        whole[option]! += BigInt(sums[option]!) + BigInt(weights[group]!) * BigInt(points.marks?.[i] ?? 1)
        sums[option] = 0
      }
    }
  }
  return { whole: whole.map((sum, option) => sum + BigInt(sums[option]!)), scale: BigInt(points.scale) }
}

/** Votes as scores. */
export function scoresOf(votes: Float64Array): Scores {
  return { whole: Array.from(votes, BigInt), scale: 1n }
}

export function exactScore({ whole, scale }: Scores, option: number): Exact {
  return exact(fraction(whole[option]!, scale))
}

/**
 * First choices: the first of a ranking; the only option of an approval ballot that names one; of points and scores the option
 * that has most. A ballot without one first choice counts for nobody.
 */
export function countFirstChoices({ ballots, ids }: Pick<Election, 'ballots' | 'ids'>): Float64Array {
  const first = new Float64Array(ids.length)
  for (let group = 0; group < ballots.weights.length; group++) {
    const option = firstChoice(ballots, group)
    if (option !== -1) first[option]! += ballots.weights[group]!
  }
  return first
}

function firstChoice({ form, starts, options, values }: Ballots, group: number): number {
  const [from, end] = [starts[group]!, starts[group + 1]!]
  if (form === 'ranking') return end > from ? options[from]! : -1
  if (form === 'approval') return end - from === 1 ? options[from]! : -1
  let best = -1
  let top = 0
  for (let i = from; i < end; i++) {
    if (values![i]! > top) [best, top] = [options[i]!, values![i]!]
    else if (values![i] === top) best = -1
  }
  return best
}
