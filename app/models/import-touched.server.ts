import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { voteOptions } from '#db/schema/ballots.server.ts'
import {
  citations,
  comments,
  contributions,
  photos,
  revisions,
  supports,
} from '#db/schema/contributions.server.ts'
import { appeals, assignments, merges, staffNotes } from '#db/schema/desk.server.ts'
import { importRows } from '#db/schema/imports.server.ts'
import { follows } from '#db/schema/notices.server.ts'
import { planMentions } from '#db/schema/plans.server.ts'
import { answers, reports, staffActs, statusChanges } from '#db/schema/staff.server.ts'
import { studyRounds } from '#db/schema/study.server.ts'
import { processSpaces, spaces } from '#db/schema/towns.server.ts'
import { conceptVariants } from '#db/schema/variants.server.ts'
import { type Db, getStore, type Step, type Tx } from '#db/store.server.ts'

/** What somebody has done about something that was imported, so that it is no longer only the file's. */
export const TOUCHES = [
  'supported',
  'commented',
  'voted',
  'answered',
  'followed',
  'reported',
  'merged',
  'planned',
  'changed',
  'pinned',
] as const
export type Touch = (typeof TOUCHES)[number]

/** Where an act about an imported thing leaves a row. */
interface Trace {
  touch: Touch
  table: PgTable
  townId: PgColumn
  subject: PgColumn
  /** Which of its rows count. */
  only?: SQL
}

const trace = (
  touch: Touch,
  table: PgTable & { townId: PgColumn },
  subject: PgColumn,
  only?: SQL,
): Trace => ({
  touch,
  table,
  townId: table.townId,
  subject,
  only,
})

/** Every table that refers to contributions, but for what the program notes by itself: a test compares. */
export const CONTRIBUTION_TRACES: Trace[] = [
  trace('supported', supports, supports.contributionId),
  trace('commented', comments, comments.contributionId),
  trace('voted', voteOptions, voteOptions.contributionId),
  trace('answered', answers, answers.contributionId),
  trace('answered', statusChanges, statusChanges.contributionId),
  trace('followed', follows, follows.subjectId),
  trace('reported', reports, reports.contributionId),
  trace('reported', appeals, appeals.contributionId),
  trace('merged', merges, merges.fromId),
  trace('merged', merges, merges.intoId),
  trace('planned', planMentions, planMentions.contributionId),
  trace('planned', conceptVariants, conceptVariants.optionId),
  trace('changed', citations, citations.proposalId),
  trace('changed', citations, citations.pinId),
  trace('changed', photos, photos.contributionId),
  trace('changed', revisions, revisions.contributionId),
  trace('changed', assignments, assignments.contributionId),
  trace('changed', staffNotes, staffNotes.contributionId),
  trace('changed', staffActs, staffActs.contributionId),
  trace('changed', contributions, contributions.id, ne(contributions.visibility, 'published')),
]

export const SPACE_TRACES: Trace[] = [
  trace('pinned', contributions, contributions.spaceId),
  trace('planned', processSpaces, processSpaces.spaceId),
  trace('planned', studyRounds, studyRounds.spaceId),
  trace('planned', conceptVariants, conceptVariants.spaceId),
  trace('voted', voteOptions, voteOptions.spaceId),
  trace('followed', follows, follows.subjectId),
]

/** Something that an import made and that is not only the file's any more. */
export interface Touched {
  id: string
  /** Of a proposal its number; of a space null. */
  number: number | null
  slug: string | null
  title: string
  touches: Touch[]
}

interface Which {
  townId: string
  importId: string
}

const madeBy = (db: Db, { townId, importId }: Which) =>
  db
    .select({ id: importRows.subjectId })
    .from(importRows)
    .where(and(eq(importRows.townId, townId), eq(importRows.importId, importId)))

function tracesOf(db: Db, which: Which, { table, townId, subject, only }: Trace) {
  return db
    .selectDistinct({ id: sql<string>`${subject}` })
    .from(table)
    .where(and(eq(townId, which.townId), inArray(subject, madeBy(db, which)), only))
}

/** In a write. @returns by id, in no order */
export function* touchedIn(tx: Tx, which: Which): Generator<Step, Map<string, Set<Touch>>, unknown[]> {
  const touched = new Map<string, Set<Touch>>()
  for (const one of [...CONTRIBUTION_TRACES, ...SPACE_TRACES]) {
    const rows = yield* tx.do((db) => tracesOf(db, which, one))
    for (const { id } of rows) touched.set(id, (touched.get(id) ?? new Set()).add(one.touch))
  }
  return touched
}

/** What an undo would have to leave, by number or by name. */
export async function listTouched(which: Which): Promise<Touched[]> {
  const { read } = await getStore()
  const touched = new Map<string, Set<Touch>>()
  for (const one of [...CONTRIBUTION_TRACES, ...SPACE_TRACES])
    for (const { id } of await tracesOf(read, which, one))
      touched.set(id, (touched.get(id) ?? new Set()).add(one.touch))
  if (touched.size === 0) return []
  const [entries, places] = [
    await read
      .select({ id: contributions.id, number: contributions.number, title: contributions.title })
      .from(contributions)
      .where(and(eq(contributions.townId, which.townId), inArray(contributions.id, madeBy(read, which))))
      .orderBy(contributions.number),
    await read
      .select({ id: spaces.id, slug: spaces.slug, title: spaces.name })
      .from(spaces)
      .where(and(eq(spaces.townId, which.townId), inArray(spaces.id, madeBy(read, which))))
      .orderBy(spaces.slug),
  ]
  const touchesOf = (id: string) => TOUCHES.filter((touch) => touched.get(id)?.has(touch))
  return [
    ...entries.map((entry) => ({ ...entry, slug: null, touches: touchesOf(entry.id) })),
    ...places.map((place) => ({ ...place, number: null, touches: touchesOf(place.id) })),
  ].filter(({ touches }) => touches.length > 0)
}
