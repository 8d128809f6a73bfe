import type { SharesProblem } from './shares.ts'

/**
 * Who supports what, for one run in doubles. Option o is supported by `groups[starts[o] .. ends[o])`, each standing for `voters`
 * ballots that give it `worth` (1 if null). Behind `mids[o]` stand those who are too poor for its price: prices never fall and
 * balances never rise, so nobody comes back; behind `ends[o]` those who have nothing left.
 *
 * @property richWorth  what each option is worth to those before `mids`
 * @property least      [0]: what the poorest of those `partRich` looked at last has for each worth
 */
export interface SupporterLists {
  balance: Float64Array
  starts: Int32Array
  mids: Int32Array
  ends: Int32Array
  groups: Int32Array
  voters: Int32Array
  worth: Float64Array | null
  richWorth: Float64Array
  least: Float64Array
}

export function openLists({ supporters, count, allWorth }: SharesProblem): SupporterLists {
  const { starts, groups, worth } = supporters
  const { weights } = count.election.ballots
  return {
    balance: new Float64Array(weights.length),
    starts,
    mids: starts.slice(1),
    ends: starts.slice(1),
    groups: groups.slice(),
    voters: Int32Array.from(groups, (group) => weights[group]!),
    worth: worth?.slice() ?? null,
    richWorth: allWorth.slice(),
    least: new Float64Array(1),
  }
}

/** Everybody is rich again. The lists keep the order in which the last run left them. */
export function resetLists(
  { starts, mids, ends, richWorth }: SupporterLists,
  { allWorth }: SharesProblem,
): void {
  mids.set(starts.subarray(1))
  ends.set(starts.subarray(1))
  richWorth.set(allWorth)
}

/** What the poor have together; those who are found to have nothing are taken out. */
export function poorMoney(lists: SupporterLists, option: number): number {
  const { balance, groups, voters, mids, ends } = lists
  let end = ends[option]!
  let sum = 0
  for (let i = mids[option]!; i < end; ) {
    const has = balance[groups[i]!]!
    if (has === 0) swap(lists, i, --end)
    else {
      sum += has * voters[i]!
      i += 1
    }
  }
  ends[option] = end
  return sum
}

/** Puts those who have less than the price behind the rich; returns what they have together. */
export function partRich(lists: SupporterLists, option: number, price: number): number {
  const { balance, groups, voters, worth, starts, mids, richWorth, least } = lists
  let mid = mids[option]!
  let sum = 0
  let lost = 0
  let poorest = Number.POSITIVE_INFINITY
  for (let i = starts[option]!; i < mid; ) {
    const has = balance[groups[i]!]!
    const value = worth === null ? 1 : worth[i]!
    if (has >= price * value) {
      const each = worth === null ? has : has / value
      if (each < poorest) poorest = each
      i += 1
    } else {
      sum += has * voters[i]!
      lost += voters[i]! * value
      swap(lists, i, --mid)
    }
  }
  mids[option] = mid
  richWorth[option]! -= lost
  least[0] = poorest
  return sum
}

function swap({ groups, voters, worth }: SupporterLists, i: number, j: number): void {
  const group = groups[i]!
  groups[i] = groups[j]!
  groups[j] = group
  const number = voters[i]!
  voters[i] = voters[j]!
  voters[j] = number
  if (worth === null) return
  const value = worth[i]!
  worth[i] = worth[j]!
  worth[j] = value
}

/**
 * @returns what the option is worth to those who have more than `price` for each worth, how many groups have less but
 *   something, and whether any have nothing
 */
export function clearlyRich(lists: SupporterLists, option: number, price: number) {
  const { balance, groups, voters, worth, starts, ends } = lists
  let rich = 0
  let between = 0
  let broke = starts[option + 1]! - ends[option]!
  for (let i = starts[option]!; i < ends[option]!; i++) {
    const has = balance[groups[i]!]!
    const value = worth === null ? 1 : worth[i]!
    if (has > price * value) rich += voters[i]! * value
    else if (has > 0) between += 1
    else broke += 1
  }
  return { rich, between, hasBroke: broke > 0 }
}

/**
 * Takes the price out of the balances; who has less pays all.
 *
 * @param clear  more than this for each worth is clearly rich
 * @param doubt  nearer than this to its payment a balance may be broke or not
 * @returns what the option is worth to the clearly rich, and whether every other is broke without doubt
 */
export function take(
  { balance, groups, voters, worth, starts, ends }: SupporterLists,
  option: number,
  { price, clear, doubt }: { price: number; clear: number; doubt: number },
): { rich: number; isClean: boolean } {
  const end = ends[option]!
  let rich = 0
  let isClean = true
  for (let i = starts[option]!; i < end; i++) {
    const group = groups[i]!
    const has = balance[group]!
    const value = worth === null ? 1 : worth[i]!
    const left = has - price * value
    if (left > 0) {
      balance[group] = left
      if (has > clear * value) rich += voters[i]! * value
      if (left <= doubt * value) isClean = false
    } else {
      balance[group] = 0
      if (left >= -doubt * value) isClean = false
    }
  }
  return { rich, isClean }
}
