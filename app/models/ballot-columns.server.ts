import { and, asc, between, eq, gt, sql } from 'drizzle-orm'
import { type BallotColumns, CHANNELS } from '#app/domain/results.ts'
import type { BallotForm } from '#app/domain/rules/types.ts'
import { ballotChoices, ballots } from '#db/schema/ballots.server.ts'
import type { Db } from '#db/store.server.ts'
import { sha256Hex } from './ids.server.ts'

/** Ballots of one step of the walk. */
const PAGE = 4000

interface Wanted {
  townId: string
  phaseId: string
  form: BallotForm
  /** Ids of the options in their order. */
  optionIds: string[]
}

/**
 * All ballots of a phase as flat arrays, in the order of their keys, which says nothing of when they were cast. The walk
 * goes along primary keys, a page at a time.
 */
export async function readBallotColumns(db: Db, wanted: Wanted): Promise<BallotColumns> {
  const indexes = new Map(wanted.optionIds.map((id, index) => [id, index]))
  const walk = { keys: [] as string[], channels: [] as number[], ends: [] as number[] }
  const marks = growing()
  const values = growing()
  for await (const page of pages(db, wanted)) {
    for (const { id, receiptHash, channel, choices } of page) {
      walk.keys.push(receiptHash ?? sha256Hex(id))
      walk.channels.push(CHANNELS.indexOf(channel))
      choices.sort(
        wanted.form === 'ranking'
          ? (a, b) => (a.value ?? 0) - (b.value ?? 0)
          : (a, b) => indexes.get(a.optionId)! - indexes.get(b.optionId)!,
      )
      for (const { optionId, value } of choices) {
        marks.push(indexes.get(optionId)!)
        values.push(value ?? 0)
      }
      walk.ends.push(marks.length())
    }
  }
  const hasValues = wanted.form === 'points' || wanted.form === 'score'
  return sortedByKey(walk, marks.take(), hasValues ? values.take() : null)
}

interface BallotRow {
  id: string
  receiptHash: string | null
  channel: (typeof CHANNELS)[number]
  choices: { optionId: string; value: number | null }[]
}

async function* pages(db: Db, { townId, phaseId }: Wanted): AsyncGenerator<BallotRow[]> {
  // An expression, so that both engines walk the primary key instead of sorting the phase's index for every page.
  const ofPhase = sql`${ballots.phaseId} || '' = ${phaseId}`
  let last = ''
  for (;;) {
    const rows = await db
      .select({ id: ballots.id, receiptHash: ballots.receiptHash, channel: ballots.channel })
      .from(ballots)
      .where(and(eq(ballots.townId, townId), gt(ballots.id, last), ofPhase))
      .orderBy(asc(ballots.id))
      .limit(PAGE)
    if (rows.length === 0) return
    const page = new Map(rows.map((row) => [row.id, { ...row, choices: [] as BallotRow['choices'] }]))
    const choices = await db
      .select({
        ballotId: ballotChoices.ballotId,
        optionId: ballotChoices.optionId,
        value: ballotChoices.value,
      })
      .from(ballotChoices)
      .where(
        and(eq(ballotChoices.townId, townId), between(ballotChoices.ballotId, rows[0]!.id, rows.at(-1)!.id)),
      )
    // The town's other votes lie between.
    for (const { ballotId, optionId, value } of choices) page.get(ballotId)?.choices.push({ optionId, value })
    yield [...page.values()]
    if (rows.length < PAGE) return
    last = rows.at(-1)!.id
  }
}

function growing() {
  let items = new Float64Array(4096)
  let used = 0
  return {
    push(item: number) {
      if (used === items.length) {
        const larger = new Float64Array(items.length * 2)
        larger.set(items)
        items = larger
      }
      items[used++] = item
    },
    length: () => used,
    take: () => items.subarray(0, used),
  }
}

function sortedByKey(
  { keys, channels, ends }: { keys: string[]; channels: number[]; ends: number[] },
  marks: Float64Array,
  values: Float64Array | null,
): BallotColumns {
  const order = Uint32Array.from(keys, (_, i) => i).sort((a, b) => (keys[a]! < keys[b]! ? -1 : 1))
  const sorted: BallotColumns = {
    keys: Array.from(order, (b) => keys[b]!),
    channels: Uint8Array.from(order, (b) => channels[b]!),
    starts: new Int32Array(keys.length + 1),
    options: new Int32Array(marks.length),
    values: values ? new Float64Array(marks.length) : null,
  }
  let at = 0
  order.forEach((b, place) => {
    for (let from = b === 0 ? 0 : ends[b - 1]!; from < ends[b]!; from++, at++) {
      sorted.options[at] = marks[from]!
      if (values) sorted.values![at] = values[from]!
    }
    sorted.starts[place + 1] = at
  })
  return sorted
}
