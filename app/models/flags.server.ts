import { and, count, desc, eq, gt, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import { type Flag, flagOf } from '#app/domain/flags/flag.ts'
import { isNearLook, isNearText } from '#app/domain/flags/near.ts'
import { paceFlags } from '#app/domain/flags/pace.ts'
import { textFlags } from '#app/domain/flags/text-flags.ts'
import { comments, contributions, photos } from '#db/schema/contributions.server.ts'
import { flags } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import type { NewPhoto } from './photos.server.ts'
import type { Subject } from './subjects.server.ts'

const HOUR_MS = 3_600_000
/** With so many of the newest texts and pictures of a town a new one is compared. */
const [NEWEST_TEXTS, NEWEST_PHOTOS] = [120, 2000]

interface Flagged {
  townId: string
  subject: Subject
  contributionId: string
  authorId: string
  text: string
  now: Date
}

/**
 * Looks over a text in the write that sends or changes it, and keeps what the rules notice. Of a changed text, open flags
 * that no longer hold are taken away; settled ones are opened again only when something else is found.
 */
export function* flagText(
  tx: Tx,
  { townId, subject, contributionId, authorId, text, now }: Flagged,
): Generator<Step, void, unknown[]> {
  const found = [
    ...textFlags(text),
    ...(yield* pace(tx, townId, authorId, now)),
    ...(yield* repeats(tx, townId, subject, text)),
  ]
  yield* tx.do((db) =>
    db
      .delete(flags)
      .where(
        and(
          eq(flags.townId, townId),
          eq(flags.subjectType, subject.type),
          eq(flags.subjectId, subject.id),
          isNull(flags.settledAt),
        ),
      )
      .returning({ id: flags.id }),
  )
  yield* keep(tx, { townId, subject, contributionId, now }, found)
}

/** Looks whether new pictures are like those of others in the town. */
export function* flagPhotos(
  tx: Tx,
  about: { townId: string; contributionId: string; photos: NewPhoto[]; now: Date },
): Generator<Step, void, unknown[]> {
  const { townId, contributionId, now } = about
  const fresh = about.photos.filter((photo) => photo.look)
  if (fresh.length === 0) return
  const known = yield* tx.do((db) =>
    db
      .select({ look: photos.look, number: contributions.number })
      .from(photos)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, photos.townId), eq(contributions.id, photos.contributionId)),
      )
      .where(
        and(eq(photos.townId, townId), isNotNull(photos.look), ne(photos.contributionId, contributionId)),
      )
      .orderBy(desc(photos.createdAt))
      .limit(NEWEST_PHOTOS),
  )
  for (const photo of fresh) {
    const like = known.filter((other) => isNearLook(photo.look!, other.look!))
    const found = flagOf('near-photo', [...new Set(like.map(({ number }) => `№ ${number}`))])
    yield* keep(tx, { townId, subject: { type: 'photo', id: photo.id }, contributionId, now }, found)
  }
}

function* keep(
  tx: Tx,
  { townId, subject, contributionId, now }: Pick<Flagged, 'townId' | 'subject' | 'contributionId' | 'now'>,
  found: Flag[],
): Generator<Step, void, unknown[]> {
  for (const flag of found) {
    yield* tx.do((db) =>
      db
        .insert(flags)
        .values({
          townId,
          id: newId(),
          subjectType: subject.type,
          subjectId: subject.id,
          contributionId,
          ...flag,
          createdAt: now,
          settledAt: null,
          settledBy: null,
        })
        .onConflictDoUpdate({
          target: [flags.townId, flags.subjectType, flags.subjectId, flags.rule],
          set: { found: flag.found, createdAt: now, settledAt: null, settledBy: null },
          setWhere: ne(flags.found, flag.found),
        })
        .returning({ id: flags.id }),
    )
  }
}

function* pace(tx: Tx, townId: string, personId: string, now: Date): Generator<Step, Flag[], unknown[]> {
  const since = new Date(now.getTime() - HOUR_MS)
  const sent = yield* tx.do((db) =>
    db
      .select({ n: count() })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          eq(contributions.authorId, personId),
          gt(contributions.createdAt, since),
        ),
      ),
  )
  const said = yield* tx.do((db) =>
    db
      .select({ n: count() })
      .from(comments)
      .where(
        and(eq(comments.townId, townId), eq(comments.authorId, personId), gt(comments.createdAt, since)),
      ),
  )
  const [person] = yield* tx.do((db) =>
    db.select({ createdAt: people.createdAt }).from(people).where(eq(people.id, personId)),
  )
  return paceFlags({
    accountAgeH: (now.getTime() - (person?.createdAt.getTime() ?? 0)) / HOUR_MS,
    sentLastHour: sent[0]!.n + said[0]!.n,
  })
}

function* repeats(
  tx: Tx,
  townId: string,
  subject: Subject,
  text: string,
): Generator<Step, Flag[], unknown[]> {
  const sent = yield* tx.do((db) =>
    db
      .select({ id: contributions.id, number: contributions.number, body: contributions.body })
      .from(contributions)
      .where(
        and(
          eq(contributions.townId, townId),
          inArray(contributions.visibility, ['pending', 'published', 'returned', 'hidden']),
          ne(contributions.id, subject.id),
        ),
      )
      .orderBy(desc(contributions.createdAt))
      .limit(NEWEST_TEXTS),
  )
  const said = yield* tx.do((db) =>
    db
      .select({ id: comments.id, number: contributions.number, body: comments.body })
      .from(comments)
      .innerJoin(
        contributions,
        and(eq(contributions.townId, comments.townId), eq(contributions.id, comments.contributionId)),
      )
      .where(and(eq(comments.townId, townId), ne(comments.id, subject.id), eq(comments.isOfficial, false)))
      .orderBy(desc(comments.createdAt))
      .limit(NEWEST_TEXTS),
  )
  const like = [...sent, ...said].filter((other) => isNearText(text, other.body))
  return flagOf('near-text', [...new Set(like.map(({ number }) => `№ ${number}`))])
}
