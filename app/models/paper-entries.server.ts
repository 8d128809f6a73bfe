import { and, eq } from 'drizzle-orm'
import { mustKeepTo } from '#app/domain/ballot-rules.ts'
import { formOf, type Mark } from '#app/domain/ballots.ts'
import { plainCode } from '#app/domain/codes.ts'
import { type PaperLine, type PaperMark, paperLine } from '#app/domain/paper-line.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { paperEntries, paperEntryRows, paperLog } from '#db/schema/paper.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { codeState } from './ballot-queries.server.ts'
import { type OpenVote, openVote } from './frozen.server.ts'
import { newId } from './ids.server.ts'
import { type Bundle, bundleOf, entriesWhere, type Pass, rowsWhere } from './paper-bundles.server.ts'
import { codeHashOf } from './voters.server.ts'

interface EntryAct {
  townId: string
  bundleId: string
  pass: Pass
  actorId: string
  now?: Date
}

export interface TypedBallot extends EntryAct {
  /** Its place in the bundle, from 1. */
  position: number
  line: PaperLine
  /** As printed; '' where the vote has none. */
  code: string
  secret: string
}

/**
 * Takes down the next paper ballot of an entry. The same one sent twice is one.
 *
 * @throws {Refusal} 'bundle.not-found' | 'bundle.agreed' | 'bundle.finished' | 'bundle.other-clerk' |
 *   'bundle.miscounted' past the number found | 'ballot.changed-meanwhile' for a place that is not the next |
 *   'bundle.code-repeated' | what `mustKeepTo` and the codes refuse
 */
export async function typeBallot(typed: TypedBallot): Promise<{ typed: number }> {
  const { townId, bundleId, pass, actorId, position, line, now = new Date() } = typed
  const store = await getStore()
  return store.write(function* recordTyped(tx) {
    const { bundle, vote } = yield* openBundleOf(tx, { townId, bundleId, now })
    yield* mustBeTyping(tx, { townId, bundleId, pass, actorId, now })
    const rows = yield* rowsOfPass(tx, typed)
    const codeHash = yield* mustBeGood(tx, { ...typed, bundle, vote, others: rows })
    const form = formOf(vote.settings.method)
    const same = rows.find((row) => row.position === position)
    if (same) {
      const isRepeated =
        same.codeHash === codeHash &&
        paperLine({ marks: same.marks, spoiled: same.spoiled ?? null }, form) === paperLine(line, form)
      if (!isRepeated) throw new Refusal('ballot.changed-meanwhile')
      return { typed: rows.length }
    }
    if (position > bundle.found)
      throw new Refusal('bundle.miscounted', { found: bundle.found, typed: position })
    if (position !== rows.length + 1) throw new Refusal('ballot.changed-meanwhile')
    yield* tx.do((db) =>
      db
        .insert(paperEntryRows)
        .values({ townId, bundleId, pass, position, ...line, codeHash })
        .returning({ position: paperEntryRows.position }),
    )
    yield* log(tx, { ...typed, act: 'type', before: '', after: paperLine(line, form), now })
    return { typed: rows.length + 1 }
  })
}

/**
 * Takes back the last ballot of an entry.
 * @throws {Refusal} as `typeBallot`, and 'bundle.nothing-typed'
 */
export async function undoBallot(act: EntryAct): Promise<{ typed: number }> {
  const { townId, bundleId, pass, now = new Date() } = act
  const store = await getStore()
  return store.write(function* recordUndo(tx) {
    const { vote } = yield* openBundleOf(tx, { townId, bundleId, now })
    const rows = yield* rowsOfPass(tx, act)
    const last = rows.at(-1)
    if (!last) throw new Refusal('bundle.nothing-typed')
    yield* mustBeTyping(tx, { ...act, now })
    yield* tx.do((db) =>
      db
        .delete(paperEntryRows)
        .where(and(rowsWhere(townId, bundleId), isRow(pass, last.position)))
        .returning({ position: paperEntryRows.position }),
    )
    const before = paperLine({ ...last, spoiled: last.spoiled ?? null }, formOf(vote.settings.method))
    yield* log(tx, { ...act, position: last.position, act: 'undo', before, after: '', now })
    return { typed: rows.length - 1 }
  })
}

/**
 * Ends an entry: every ballot that lay in the box was typed.
 * @throws {Refusal} 'bundle.miscounted' (`found`, `typed`) and as `typeBallot`
 */
export async function finishEntry(act: EntryAct) {
  const { townId, bundleId, pass, now = new Date() } = act
  const store = await getStore()
  await store.write(function* recordFinish(tx) {
    const { bundle } = yield* openBundleOf(tx, { townId, bundleId, now })
    const rows = yield* rowsOfPass(tx, act)
    if (rows.length !== bundle.found)
      throw new Refusal('bundle.miscounted', { found: bundle.found, typed: rows.length })
    yield* mustBeTyping(tx, { ...act, now })
    yield* tx.do((db) =>
      db
        .update(paperEntries)
        .set({ finishedAt: now })
        .where(and(entriesWhere(townId, bundleId), eq(paperEntries.pass, pass)))
        .returning({ pass: paperEntries.pass }),
    )
  })
}

/**
 * Mends a line of a finished entry while two entries are compared, with the paper in hand.
 * @throws {Refusal} 'bundle.unfinished' and as `typeBallot`
 */
export async function correctBallot(typed: TypedBallot) {
  const { townId, bundleId, pass, position, line, now = new Date() } = typed
  const store = await getStore()
  await store.write(function* recordCorrection(tx) {
    const { bundle, vote } = yield* openBundleOf(tx, { townId, bundleId, now })
    const entries = yield* tx.do((db) => db.select().from(paperEntries).where(entriesWhere(townId, bundleId)))
    if (entries.length < 2 || entries.some(({ finishedAt }) => finishedAt === null))
      throw new Refusal('bundle.unfinished')
    const rows = yield* rowsOfPass(tx, typed)
    const row = rows.find((one) => one.position === position)
    if (!row) throw new Refusal('bundle.not-found')
    const others = rows.filter((one) => one !== row)
    const codeHash = yield* mustBeGood(tx, { ...typed, bundle, vote, others, held: row.codeHash })
    yield* tx.do((db) =>
      db
        .update(paperEntryRows)
        .set({ ...line, codeHash })
        .where(and(rowsWhere(townId, bundleId), isRow(pass, position)))
        .returning({ position: paperEntryRows.position }),
    )
    const form = formOf(vote.settings.method)
    const before = paperLine({ ...row, spoiled: row.spoiled ?? null }, form)
    yield* log(tx, { ...typed, act: 'correct', before, after: paperLine(line, form), now })
  })
}

/** Marks by printed numbers as marks of options. @throws {Refusal} 'bundle.unknown-number' */
export function marksOf(marks: readonly PaperMark[], vote: Pick<OpenVote, 'options'>): Mark[] {
  const ids = new Map([...vote.options.values()].map(({ id, number }) => [number, id]))
  return marks.map(({ number, value }) => {
    const optionId = ids.get(number)
    if (!optionId) throw new Refusal('bundle.unknown-number', { number })
    return { optionId, value }
  })
}

/** @throws {Refusal} 'bundle.agreed' */
export function* openBundleOf(
  tx: Tx,
  { townId, bundleId, now }: { townId: string; bundleId: string; now: Date },
): Generator<Step, { bundle: Bundle; vote: OpenVote }, unknown[]> {
  const bundle = yield* bundleOf(tx, { townId, bundleId })
  if (bundle.state === 'agreed') throw new Refusal('bundle.agreed')
  const vote = yield* openVote(tx, { townId, phaseId: bundle.phaseId, now }, 'end')
  return { bundle, vote }
}

function isRow(pass: Pass, position: number) {
  return and(eq(paperEntryRows.pass, pass), eq(paperEntryRows.position, position))
}

function* rowsOfPass(tx: Tx, { townId, bundleId, pass }: Pick<EntryAct, 'townId' | 'bundleId' | 'pass'>) {
  return yield* tx.do((db) =>
    db
      .select()
      .from(paperEntryRows)
      .where(and(rowsWhere(townId, bundleId), eq(paperEntryRows.pass, pass)))
      .orderBy(paperEntryRows.position),
  )
}

/** Begins the entry with its first ballot; whoever began it types it to the end. */
function* mustBeTyping(tx: Tx, act: Required<EntryAct>): Generator<Step, void, unknown[]> {
  const { townId, bundleId, pass, actorId, now } = act
  const [entry] = yield* tx.do((db) =>
    db
      .select()
      .from(paperEntries)
      .where(and(entriesWhere(townId, bundleId), eq(paperEntries.pass, pass))),
  )
  if (entry?.finishedAt) throw new Refusal('bundle.finished')
  if (entry && entry.clerkId !== actorId) throw new Refusal('bundle.other-clerk')
  if (entry) return
  yield* tx.do((db) =>
    db
      .insert(paperEntries)
      .values({ townId, bundleId, pass, clerkId: actorId, startedAt: now, finishedAt: null })
      .returning({ pass: paperEntries.pass }),
  )
}

interface Looked extends TypedBallot {
  bundle: Bundle
  vote: OpenVote
  others: readonly (typeof paperEntryRows.$inferSelect)[]
  /** The code that the line has already, when it is corrected without typing it again. */
  held?: string | null
}

/** A ballot that counts keeps to the rules, and its code is good. @returns what is kept of the code */
function* mustBeGood(
  tx: Tx,
  { townId, position, line, code, secret, bundle, vote, others, held = null }: Looked,
): Generator<Step, string | null, unknown[]> {
  if (line.spoiled) return null
  const { settings, options } = vote
  mustKeepTo(settings.method, marksOf(line.marks, vote), options, settings.budgetMinor)
  if (settings.electorate !== 'codes') return null
  const { phaseId } = bundle
  if (plainCode(code) === '' && held) return held
  if (plainCode(code) === '') throw new Refusal('voting-code.missing')
  const codeHash = codeHashOf(secret, phaseId, code)
  const [known] = yield* tx.run(codeState, { townId, phaseId, codeHash })
  if (!known) throw new Refusal('voting-code.wrong')
  if (known.state === 'void') throw new Refusal('voting-code.void')
  if (known.state === 'used') throw new Refusal('voting-code.used')
  if (others.some((row) => row.codeHash === codeHash && row.position !== position))
    throw new Refusal('bundle.code-repeated', { position })
  return codeHash
}

interface Logged extends EntryAct {
  position: number
  act: 'type' | 'correct' | 'undo'
  before: string
  after: string
  now: Date
}

function* log(tx: Tx, entry: Logged): Generator<Step, void, unknown[]> {
  const { townId, bundleId, pass, position, actorId, act, before, after, now } = entry
  const row = { townId, id: newId(), bundleId, pass, position, actorId, act, before, after, createdAt: now }
  yield* tx.do((db) => db.insert(paperLog).values(row).returning({ id: paperLog.id }))
}
