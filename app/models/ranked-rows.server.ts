import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { type RankBy, type Ranked, rankerOf } from '#app/domain/ranking.ts'
import { type RawRow, rawReader } from '#db/raw-rows.server.ts'
import { contributions as c } from '#db/schema/contributions.server.ts'
import type { Db } from '#db/store.server.ts'
import type { CardRow, Condition } from './listing.server.ts'
import { countColumn } from './rank-by.server.ts'
import { beyond, inOrderOf, peopleColumn, type Standing } from './ranking.server.ts'

/** A row of a ranking as exports give it: nothing of who wrote it. */
export interface ExportedRow extends Omit<CardRow, 'authorId' | 'locale'> {
  /** Null where there is none, and where it was not asked for. */
  geometry: Geometry | null
  externalId: string | null
  /** Distinct people who support it or have said something under it. */
  people: number
}

export interface Walk {
  db: Db
  condition: Condition
  rankBy: RankBy
  /** Rows read at once: few where other requests wait for the same thread. */
  step: number
  hasGeometry: boolean
}

/** The whole set in rank order with ranks and ties, some rows at a time; other work is let through between them. */
export async function* eachRanked(walk: Walk): AsyncGenerator<Ranked<ExportedRow>[]> {
  const ranker = rankerOf<ExportedRow>((row) => row[walk.rankBy])
  for await (const rows of inSteps(walk)) {
    yield ranker.push(rows)
    await new Promise((resume) => setImmediate(resume))
  }
  yield ranker.end()
}

/** Rows of many small groups are given together. */
async function* inSteps(walk: Walk): AsyncGenerator<ExportedRow[]> {
  let ready: ExportedRow[] = []
  for await (const rows of inOrder(walk)) {
    ready = ready.length === 0 ? rows : ready.concat(rows)
    if (ready.length < walk.step) continue
    yield ready
    ready = []
  }
  if (ready.length > 0) yield ready
}

/**
 * Group by group of equal counts, each in the order of numbers: no sorting, and no step reads again what another has read.
 * Votes have no index of their own; only the few options of votes have any, and those are sorted.
 */
async function* inOrder(walk: Walk): AsyncGenerator<ExportedRow[]> {
  const equals = equalsOf(walk)
  if (walk.rankBy === 'votes') {
    yield* withVotes(walk)
    yield* equals(0)
    return
  }
  const groups = await walk.db
    .selectDistinct({ count: c.supports })
    .from(c)
    .where(walk.condition)
    .orderBy(desc(c.supports))
  for (const { count } of groups) yield* equals(count)
}

/** Gives a function that reads all rows of one count. */
function equalsOf({ db, condition, rankBy, step, hasGeometry }: Walk) {
  const read = rawReader(
    selectIn(db, hasGeometry)
      .where(
        and(
          condition,
          eq(countColumn(rankBy), sql.placeholder('count')),
          gt(c.number, sql.placeholder('number')),
        ),
      )
      .orderBy(asc(c.number))
      .limit(step),
  )
  return async function* readEquals(count: number): AsyncGenerator<ExportedRow[]> {
    for (let number = -1; ; ) {
      const rows = (await read({ count, number })).map(rowFrom)
      if (rows.length > 0) yield rows
      if (rows.length < step) return
      number = rows.at(-1)!.number
    }
  }
}

async function* withVotes({ db, condition, rankBy, step, hasGeometry }: Walk): AsyncGenerator<ExportedRow[]> {
  const some = and(condition, gt(countColumn(rankBy), 0))
  let last: Standing | null = null
  for (;;) {
    const read = rawReader(
      selectIn(db, hasGeometry)
        .where(and(some, last ? beyond(rankBy, last) : undefined))
        .orderBy(...inOrderOf(rankBy))
        .limit(step),
    )
    const rows = (await read({})).map(rowFrom)
    if (rows.length > 0) yield rows
    if (rows.length < step) return
    const { [rankBy]: count, number }: ExportedRow = rows.at(-1)!
    last = { count, number }
  }
}

/** The columns in the order in which `rowFrom` takes them. */
function selectIn(db: Db, hasGeometry: boolean) {
  const columns = {
    id: c.id,
    number: c.number,
    kind: c.kind,
    title: c.title,
    body: c.body,
    translations: c.translations,
    lng: c.lng,
    lat: c.lat,
    placeText: c.placeText,
    placePrecision: c.placePrecision,
    spaceId: c.spaceId,
    categoryId: c.categoryId,
    processId: c.processId,
    costMinor: c.costMinor,
    status: c.status,
    decision: c.decision,
    supports: c.supports,
    comments: c.comments,
    votes: c.votes,
    createdAt: c.createdAt,
    externalId: c.externalId,
    people: peopleColumn(db),
  }
  return db.select(hasGeometry ? { ...columns, geometry: c.geometry } : columns).from(c)
}

/** By place, because a million rows come here: taking each apart by its columns' names and kinds costs as much as reading it. */
function rowFrom(row: RawRow): ExportedRow {
  const translations = row[5]
  const createdAt = row[19]
  return {
    id: row[0] as string,
    number: row[1] as number,
    kind: row[2] as ExportedRow['kind'],
    title: row[3] as string,
    body: row[4] as string,
    translations: (translations === '{}' ? NONE : fromJson(translations)) as ExportedRow['translations'],
    lng: row[6] as number | null,
    lat: row[7] as number | null,
    placeText: row[8] as string,
    placePrecision: row[9] as ExportedRow['placePrecision'],
    spaceId: row[10] as string | null,
    categoryId: row[11] as string | null,
    processId: row[12] as string,
    costMinor: row[13] as number | null,
    status: row[14] as ExportedRow['status'],
    decision: row[15] as ExportedRow['decision'],
    supports: row[16] as number,
    comments: row[17] as number,
    votes: row[18] as number,
    createdAt: createdAt instanceof Date ? createdAt : new Date(createdAt as number),
    externalId: row[20] as string | null,
    people: Number(row[21]),
    geometry: (fromJson(row[22]) ?? null) as Geometry | null,
  }
}

const NONE = {}

function fromJson(value: unknown): unknown {
  return typeof value === 'string' ? JSON.parse(value) : value
}
