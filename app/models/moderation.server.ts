import { and, asc, eq, gt, isNull, like } from 'drizzle-orm'
import type { Visibility } from '#app/domain/contributions.ts'
import { localized } from '#app/domain/localized.ts'
import { type ModerationAct, visibilityAfter } from '#app/domain/moderation.ts'
import { filledTemplate, templateOf } from '#app/domain/reasons.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { flags } from '#db/schema/desk.server.ts'
import { people } from '#db/schema/people.server.ts'
import { reasonTemplates, reports, staffActs } from '#db/schema/staff.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import { getStore, type Step, type Tx } from '#db/store.server.ts'
import { grantOpenAppeals } from './appeals-closed.server.ts'
import { freeSubject, mustBeFree } from './claims.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'
import { type FoundSubject, type Subject, subjectOf } from './subjects.server.ts'
import { tellAuthor } from './tell-about.server.ts'
import { setVisibility } from './visibility.server.ts'

export interface Decision {
  townId: string
  actorId: string
  subject: Subject
  act: ModerationAct
  /** In the moderator's own words; after the ready reason, where there is one. */
  reason: string
  /** A ready reason of the town, said in the author's language. */
  templateId?: string
  /** What the moderator saw; when somebody else has decided since, the decision is refused. */
  seen?: Visibility
  /** Where the log stood when the moderator saw it: a later decision about the same refuses this one, too. */
  seenSeq?: number
  /** When the words that the moderator read were last changed; a text changed since has not been read. */
  seenAt?: Date
  now?: Date
}

/** One of several things that are decided together, and when its words had last changed as the moderator read them. */
export type SeenSubject = Subject & Pick<Decision, 'seenAt'>

/**
 * One decision of the desk. It settles the open reports and flags about the subject, is written to the log with what was
 * before, and tells the author, who reads a ready reason in the own language.
 *
 * @returns the id of the act, by which it can be undone
 * @throws {Refusal} 'contribution.not-found' | 'comment.not-found' | 'photo.not-found' | 'reason.missing' |
 *   'template.not-found' | 'moderation.changed-meanwhile' | 'moderation.text-changed' | 'desk.claimed' (another moderator
 *   looks at it)
 */
export async function decideModeration(decision: Decision) {
  const store = await getStore()
  return store.write((tx) => decide(tx, decision, null))
}

/**
 * The same decision about several things, in one act that is undone as one. What was decided meanwhile, or is in another
 * moderator's hands, is left alone and counted.
 *
 * @throws {Refusal} 'reason.missing' | 'template.not-found'
 */
export async function decideMany({
  subjects,
  actFor = (_, act) => act,
  ...rest
}: Omit<Decision, 'subject' | 'seen' | 'seenAt'> & {
  subjects: SeenSubject[]
  /** What the decision means for a kind of thing. */
  actFor?: (type: Subject['type'], act: ModerationAct) => ModerationAct
}) {
  const store = await getStore()
  return store.write(function* recordDecisions(tx) {
    const batchId = newId()
    let done = 0
    for (const { seenAt, ...subject } of subjects) {
      try {
        yield* decide(tx, { ...rest, subject, seenAt, act: actFor(subject.type, rest.act) }, batchId)
        done++
      } catch (error) {
        // Thrown before anything of this one was written.
        if (!(error instanceof Refusal) || !LEFT_ALONE.includes(error.code)) throw error
      }
    }
    return { batchId, done, left: subjects.length - done }
  })
}

const LEFT_ALONE: string[] = [
  'desk.claimed',
  'moderation.changed-meanwhile',
  'moderation.text-changed',
  'contribution.not-found',
  'comment.not-found',
  'photo.not-found',
  'input.bad',
]

export function* decide(
  tx: Tx,
  { townId, actorId, subject, act, templateId, seen, seenSeq, seenAt, now = new Date(), ...given }: Decision,
  batchId: string | null,
): Generator<Step, { actId: string; visibility: Visibility }, unknown[]> {
  const found = yield* subjectOf(tx, townId, subject)
  if (seen && seen !== found.visibility) throw new Refusal('moderation.changed-meanwhile')
  if (seenAt && found.updatedAt > seenAt) throw new Refusal('moderation.text-changed')
  if (subject.type !== 'contribution' && act === 'return') throw new Refusal('input.bad')
  if (seenSeq !== undefined) yield* mustBeUndecidedSince(tx, townId, subject, seenSeq)
  yield* mustBeFree(tx, townId, actorId, subject, now)
  const ready = yield* readyReason(tx, townId, { act, templateId, reason: given.reason.trim() }, found)
  const reason =
    ready && templateId ? ready.reasonIn(yield* localeOf(tx, found.authorId)) : given.reason.trim()
  const after = visibilityAfter(act, found.visibility, reason)
  const settled = yield* settle(tx, townId, subject, actorId, now)
  const reviewedAt = yield* setVisibility(tx, {
    townId,
    subject,
    contributionId: found.contributionId,
    before: found.visibility,
    after,
    reviewedAt: now,
  })
  yield* freeSubject(tx, townId, subject)
  // In sight again: whoever had appealed against its hiding has got that.
  if (after === 'published' && found.visibility !== 'published')
    yield* grantOpenAppeals(tx, { townId, actIds: yield* actsAbout(tx, townId, subject), actorId, now })
  const actId = yield* recordStaffAct(tx, {
    townId,
    actorId,
    act: `moderation.${act}`,
    subjectType: subject.type,
    subjectId: subject.id,
    contributionId: found.contributionId,
    reason,
    before: { visibility: found.visibility, ...settled, reviewedAt },
    after: { visibility: after, ...(ready && { template: ready.id, reasonTitle: ready.title }) },
    batchId,
    now,
  })
  if (after !== found.visibility) {
    const prefix = subject.type === 'contribution' ? 'moderation' : subject.type
    yield* tellAuthor(
      tx,
      townId,
      found,
      `${prefix}-${act}`,
      (locale) => ({
        reason: ready?.reasonIn(locale) ?? reason,
        text: excerptOf(found.body),
        about: aboutOf(subject),
      }),
      now,
    )
  }
  return { actId, visibility: after }
}

function* actsAbout(tx: Tx, townId: string, { type, id }: Subject): Generator<Step, string[], unknown[]> {
  const acts = yield* tx.do((db) =>
    db
      .select({ id: staffActs.id })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, townId),
          eq(staffActs.subjectType, type),
          eq(staffActs.subjectId, id),
          like(staffActs.act, 'moderation.%'),
        ),
      ),
  )
  return acts.map((act) => act.id)
}

/** What the page of an appeal is told, so that a letter leads to the right one. */
export function aboutOf({ type, id }: Subject): string {
  return type === 'contribution' ? '' : `?${type}=${id}`
}

function* mustBeUndecidedSince(
  tx: Tx,
  townId: string,
  subject: Subject,
  seq: number,
): Generator<Step, void, unknown[]> {
  const [later] = yield* tx.do((db) =>
    db
      .select({ id: staffActs.id })
      .from(staffActs)
      .where(
        and(
          eq(staffActs.townId, townId),
          eq(staffActs.subjectId, subject.id),
          eq(staffActs.subjectType, subject.type),
          like(staffActs.act, 'moderation.%'),
          gt(staffActs.seq, seq),
        ),
      )
      .limit(1),
  )
  if (later) throw new Refusal('moderation.changed-meanwhile')
}

interface Ready {
  id: string
  title: string
  /** The whole reason, the moderator's own words included. */
  reasonIn: (locale: string) => string
}

/** The ready reason that was chosen, or that was typed word for word; null for a reason of the moderator's own. */
function* readyReason(
  tx: Tx,
  townId: string,
  { act, templateId, reason }: Pick<Decision, 'act' | 'templateId' | 'reason'>,
  about: FoundSubject,
): Generator<Step, Ready | null, unknown[]> {
  if (act !== 'return' && act !== 'hide') {
    if (templateId) throw new Refusal('template.not-found')
    return null
  }
  const rows = yield* tx.do((db) =>
    db
      .select()
      .from(reasonTemplates)
      .where(and(eq(reasonTemplates.townId, townId), eq(reasonTemplates.act, act)))
      .orderBy(asc(reasonTemplates.position)),
  )
  const [town] = yield* tx.do((db) => db.select().from(towns).where(eq(towns.id, townId)))
  const filled = rows.map((row) =>
    filledTemplate(row, (locale) => ({
      number: about.number,
      town: localized(town!, 'name', locale),
    })),
  )
  if (!templateId) {
    const found = templateOf(reason, filled)
    return found && { ...found, title: filled.find((row) => row.id === found.id)!.title }
  }
  const chosen = filled.find((row) => row.id === templateId)
  if (!chosen) throw new Refusal('template.not-found')
  const reasonIn = (locale: string) =>
    [localized(chosen, 'body', locale), reason].filter(Boolean).join('\n\n')
  return { id: chosen.id, title: chosen.title, reasonIn }
}

function* localeOf(tx: Tx, personId: string | null): Generator<Step, string, unknown[]> {
  if (!personId) return 'ru'
  const [person] = yield* tx.do((db) =>
    db.select({ locale: people.locale }).from(people).where(eq(people.id, personId)),
  )
  return person?.locale ?? 'ru'
}

/** Closes the open reports and flags about something. @returns their ids, for the undo */
function* settle(
  tx: Tx,
  townId: string,
  subject: Subject,
  actorId: string,
  now: Date,
): Generator<Step, { reports: string[]; flags: string[] }, unknown[]> {
  const set = { settledAt: now, settledBy: actorId }
  const closed: { reports: string[]; flags: string[] } = { reports: [], flags: [] }
  for (const [name, table] of [
    ['reports', reports],
    ['flags', flags as unknown as typeof reports],
  ] as const) {
    const rows = yield* tx.do((db) =>
      db
        .update(table)
        .set(set)
        .where(
          and(
            eq(table.townId, townId),
            eq(table.subjectType, subject.type),
            eq(table.subjectId, subject.id),
            isNull(table.settledAt),
          ),
        )
        .returning({ id: table.id }),
    )
    closed[name] = rows.map((row) => row.id)
  }
  return closed
}

export function excerptOf(body: string): string {
  return body.length > 120 ? `${body.slice(0, 119)}…` : body
}
