import { and, eq } from 'drizzle-orm'
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

/** @throws {Refusal} 'contribution.not-found' | 'comment.not-found' */
export async function getActSubject(townId: string, subject: Subject): Promise<NamedSubject> {
  const { read } = await getStore()
  const columns = {
    kind: contributions.kind,
    authorId: contributions.authorId,
    spaceId: contributions.spaceId,
    categoryId: contributions.categoryId,
  }
  if (subject.type === 'contribution') {
    const [row] = await read
      .select(columns)
      .from(contributions)
      .where(and(eq(contributions.townId, townId), eq(contributions.id, subject.id)))
    if (!row) throw new Refusal('contribution.not-found')
    const { kind, ...rest } = row
    return { noun: nounOf(kind), ...rest }
  }
  if (subject.type === 'photo') {
    const [row] = await read
      .select(columns)
      .from(photos)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, photos.townId), eq(contributions.id, photos.contributionId)),
      )
      .where(and(eq(photos.townId, townId), eq(photos.id, subject.id)))
    if (!row) throw new Refusal('photo.not-found')
    const { kind: _, ...rest } = row
    return { noun: 'photo', ...rest }
  }
  const [row] = await read
    .select({ ...columns, authorId: comments.authorId })
    .from(comments)
    .innerJoin(
      contributions,
      and(eq(contributions.townId, comments.townId), eq(contributions.id, comments.contributionId)),
    )
    .where(and(eq(comments.townId, townId), eq(comments.id, subject.id)))
  if (!row) throw new Refusal('comment.not-found')
  const { kind: _, ...rest } = row
  return { noun: 'comment', ...rest }
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
