import type { BallotForm, Ballots, Exact } from './types.ts'

/**
 * One ballot as it was cast: option indexes (best first for a ranking) and what was given to each, where anything is.
 * `endowment` is what the voter may spend under equal shares, minor units, exact; on all ballots or on none.
 */
export interface BallotRow {
  options: readonly number[]
  values?: readonly number[] | null
  endowment?: Exact
}

/**
 * Groups identical ballots into flat arrays, reading one ballot at a time: memory is what the distinct ballots take.
 * A ballot is a set, so an option named twice counts once, by its first naming; the order of marks matters only in a ranking.
 * Rows may be changed by the caller once the next one is asked for.
 *
 * @param optionCount  where given, how many options there are
 * @throws {RangeError} if an index is no option, if points and scores have not a value for each option, or if only some
 *   ballots have an endowment
 */
export function groupBallots(
  form: BallotForm,
  rows: Iterable<BallotRow>,
  optionCount = 2 ** 31 - 1,
): Ballots {
  const hasValues = form === 'points' || form === 'score'
  let options = new Int32Array(1024)
  let values = new Float64Array(hasValues ? 1024 : 0)
  let ends = new Int32Array(256)
  let weights = new Int32Array(256)
  let table = new Int32Array(1024).fill(-1)
  let groups = 0
  let used = 0
  let count = 0
  /** What each group may spend, as an index of the different endowments. */
  let purses = new Int32Array(256)
  const purseOf = new Map<Exact, number>()
  let purse = 0
  let endowed = 0

  for (const row of rows) {
    const length = row.options.length
    if (hasValues && row.values?.length !== length)
      throw new RangeError('a ballot has not a value for each option')
    if (used + length > options.length) {
      options = enlarged(options, used + length)
      if (hasValues) values = enlargedFloats(values, options.length)
    }
    count += 1
    purse = 0
    if (row.endowment !== undefined) {
      purse = internPurse(row.endowment)
      endowed += 1
    }
    const end = addMarks(row, used)
    const found = find(used, end)
    if (found !== -1) {
      weights[found]! += 1
      continue
    }
    used = end
    ends[groups - 1] = end
  }
  if (endowed !== 0 && endowed !== count) throw new RangeError('only some ballots have an endowment')
  const endowments = [...purseOf.keys()]
  return {
    ...(endowed > 0 ? { endowments: Array.from(purses.subarray(0, groups), (id) => endowments[id]!) } : {}),
    form,
    count,
    weights: weights.slice(0, groups),
    starts: withZeroFirst(ends, groups),
    options: options.slice(0, used),
    values: hasValues ? values.slice(0, used) : null,
  }

  function internPurse(endowment: Exact): number {
    const id = purseOf.get(endowment) ?? purseOf.size
    purseOf.set(endowment, id)
    return id
  }

  /** Writes the marks behind those that are kept, in order and each option once; returns where they end. */
  function addMarks({ options: marked, values: given }: BallotRow, from: number): number {
    let end = from
    for (let i = 0; i < marked.length; i++) {
      const option = marked[i]!
      if (!(option >= 0 && option < optionCount)) throw new RangeError(`${option} is no option`)
      let at = end
      if (form === 'ranking') {
        if (options.subarray(from, end).includes(option)) continue
      } else {
        while (at > from && options[at - 1]! > option) at--
        if (at > from && options[at - 1] === option) continue
        for (let j = end; j > at; j--) {
          options[j] = options[j - 1]!
          if (hasValues) values[j] = values[j - 1]!
        }
      }
      options[at] = option
      if (hasValues) values[at] = given![i]!
      end += 1
    }
    return end
  }

  /** The group that holds these marks; -1 and a new group of one ballot if there was none. */
  function find(from: number, end: number): number {
    if ((groups + 1) * 2 > table.length) rehash()
    const mask = table.length - 1
    let slot = hashOf(from, end, purse) & mask
    while (table[slot] !== -1) {
      const group = table[slot]!
      if (purses[group] === purse && isSame(group, from, end)) return group
      slot = (slot + 1) & mask
    }
    if (groups + 1 > weights.length) {
      weights = enlarged(weights, groups + 1)
      ends = enlarged(ends, groups + 1)
      purses = enlarged(purses, groups + 1)
    }
    table[slot] = groups
    weights[groups] = 1
    purses[groups] = purse
    groups += 1
    return -1
  }

  function isSame(group: number, from: number, end: number): boolean {
    const start = group === 0 ? 0 : ends[group - 1]!
    if (ends[group]! - start !== end - from) return false
    for (let i = from, j = start; i < end; i++, j++) {
      if (options[i] !== options[j] || (hasValues && values[i] !== values[j])) return false
    }
    return true
  }

  function hashOf(from: number, end: number, ofPurse: number): number {
    let hash = Math.imul(end - from, 31) + ofPurse
    for (let i = from; i < end; i++) {
      hash = Math.imul(hash ^ options[i]!, 0x9e3779b1)
      hash ^= hash >>> 15
      if (hasValues) hash = Math.imul(hash ^ (values[i]! * 64), 0x85ebca6b)
    }
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
    return (hash ^ (hash >>> 16)) >>> 0
  }

  function rehash() {
    table = new Int32Array(table.length * 4).fill(-1)
    const mask = table.length - 1
    for (let group = 0; group < groups; group++) {
      let slot = hashOf(group === 0 ? 0 : ends[group - 1]!, ends[group]!, purses[group]!) & mask
      while (table[slot] !== -1) slot = (slot + 1) & mask
      table[slot] = group
    }
  }
}

function enlarged(array: Int32Array<ArrayBuffer>, atLeast: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(array.length * 2, atLeast))
  larger.set(array)
  return larger
}

function enlargedFloats(array: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length)
  larger.set(array)
  return larger
}

/** Where each group ends, as where each begins and the last ends. */
function withZeroFirst(ends: Int32Array, groups: number): Int32Array {
  const starts = new Int32Array(groups + 1)
  starts.set(ends.subarray(0, groups), 1)
  return starts
}
