import { and, eq } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'
import { comments, contributions, photos } from '#db/schema/contributions.server.ts'
import type { SubjectType } from '#db/schema/staff.server.ts'
import type { Step, Tx } from '#db/store.server.ts'

/** What an act of the desk is about: a pin or proposal, a comment under one, a picture of one. */
export interface Subject {
  type: SubjectType
  id: string
}

export interface FoundSubject {
  contributionId: string
  number: number
  title: string
  authorId: string | null
  visibility: Visibility
  /** Of the pin or proposal that it belongs to. */
  hostVisibility: Visibility
  body: string
  /** When its words last changed. */
  updatedAt: Date
}

const NOT_FOUND: Record<SubjectType, RefusalCode> = {
  contribution: 'contribution.not-found',
  comment: 'comment.not-found',
  photo: 'photo.not-found',
}

/** @throws {Refusal} 'contribution.not-found' | 'comment.not-found' | 'photo.not-found' */
export function* subjectOf(
  tx: Tx,
  townId: string,
  subject: Subject,
): Generator<Step, FoundSubject, unknown[]> {
  const about = {
    contributionId: contributions.id,
    number: contributions.number,
    title: contributions.title,
    hostVisibility: contributions.visibility,
  }
  const [row] = yield* tx.do<FoundSubject>((db) => {
    if (subject.type === 'contribution')
      return db
        .select({
          ...about,
          authorId: contributions.authorId,
          visibility: contributions.visibility,
          body: contributions.body,
          updatedAt: contributions.updatedAt,
        })
        .from(contributions)
        .where(and(eq(contributions.townId, townId), eq(contributions.id, subject.id)))
    if (subject.type === 'comment')
      return db
        .select({
          ...about,
          authorId: comments.authorId,
          visibility: comments.visibility,
          body: comments.body,
          updatedAt: comments.createdAt,
        })
        .from(comments)
        .innerJoin(
          contributions,
          and(eq(contributions.townId, comments.townId), eq(contributions.id, comments.contributionId)),
        )
        .where(and(eq(comments.townId, townId), eq(comments.id, subject.id)))
    return db
      .select({
        ...about,
        authorId: contributions.authorId,
        visibility: photos.visibility,
        body: photos.alt,
        updatedAt: photos.createdAt,
      })
      .from(photos)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, photos.townId), eq(contributions.id, photos.contributionId)),
      )
      .where(and(eq(photos.townId, townId), eq(photos.id, subject.id)))
  })
  if (!row) throw new Refusal(NOT_FOUND[subject.type])
  return row
}
