import { and, eq, inArray } from 'drizzle-orm'
import { nounOf } from '#app/domain/contributions.ts'
import type { ActSubject } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { comments, contributions, photos } from '#db/schema/contributions.server.ts'
import { staffActs } from '#db/schema/staff.server.ts'
import { getStore } from '#db/store.server.ts'
import type { Subject } from './subjects.server.ts'

/** What the table of permissions has to know of a pin, a proposal or a comment. */
export interface NamedSubject extends ActSubject {
  noun: 'pin' | 'proposal' | 'comment' | 'photo'
}

/** @throws {Refusal} 'contribution.not-found' | 'comment.not-found' | 'photo.not-found' */
export async function getActSubject(townId: string, subject: Subject): Promise<NamedSubject> {
  return (await listActSubjects(townId, [subject]))[0]!
}

/**
 * `getActSubject` of many, in their order: a question to the database for each type.
 * @throws {Refusal} as `getActSubject`, when one is missing
 */
export async function listActSubjects(townId: string, subjects: readonly Subject[]): Promise<NamedSubject[]> {
  const idsOf = (type: Subject['type']) => subjects.filter((one) => one.type === type).map(({ id }) => id)
  const [sent, said, shown] = await Promise.all([
    listContributions(townId, idsOf('contribution')),
    listUnder(townId, comments, idsOf('comment')),
    listUnder(townId, photos, idsOf('photo')),
  ])
  const found = { contribution: sent, comment: said, photo: shown }
  return subjects.map(function nameOne({ type, id }) {
    const row = found[type].get(id)
    if (!row) throw new Refusal(`${type}.not-found`)
    const { kind, writerId, ...rest } = row
    if (type === 'contribution') return { noun: nounOf(kind), ...rest }
    return type === 'comment' ? { noun: 'comment', ...rest, authorId: writerId } : { noun: 'photo', ...rest }
  })
}

const columns = {
  kind: contributions.kind,
  authorId: contributions.authorId,
  spaceId: contributions.spaceId,
  categoryId: contributions.categoryId,
}

async function listContributions(townId: string, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const { read } = await getStore()
  const rows = await read
    .select({ id: contributions.id, writerId: contributions.authorId, ...columns })
    .from(contributions)
    .where(and(eq(contributions.townId, townId), inArray(contributions.id, ids)))
  return byId(rows)
}

async function listUnder(townId: string, table: typeof comments | typeof photos, ids: string[]) {
  if (ids.length === 0) return new Map<string, never>()
  const { read } = await getStore()
  const writerId = table === comments ? comments.authorId : contributions.authorId
  const rows = await read
    .select({ id: table.id, writerId, ...columns })
    .from(table as typeof comments)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, table.townId), eq(contributions.id, table.contributionId)),
    )
    .where(and(eq(table.townId, townId), inArray(table.id, ids)))
  return byId(rows)
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Omit<Row, 'id'>> {
  return new Map(rows.map(({ id, ...row }) => [id, row]))
}

/** What an act of the desk was about. @throws {Refusal} 'act.not-found' and as `getActSubject` */
export async function getSubjectOfAct(townId: string, actId: string): Promise<NamedSubject> {
  const { read } = await getStore()
  const [row] = await read
    .select({ type: staffActs.subjectType, id: staffActs.subjectId })
    .from(staffActs)
    .where(and(eq(staffActs.townId, townId), eq(staffActs.id, actId)))
  if (!row || !isSubjectType(row.type)) throw new Refusal('act.not-found')
  return getActSubject(townId, { type: row.type, id: row.id })
}

function isSubjectType(type: string): type is Subject['type'] {
  return type === 'contribution' || type === 'comment' || type === 'photo'
}
