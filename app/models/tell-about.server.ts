import { eq } from 'drizzle-orm'
import type { NoticeKind } from '#app/domain/notices.ts'
import type { contributions } from '#db/schema/contributions.server.ts'
import { towns } from '#db/schema/towns.server.ts'
import type { Step, Tx } from '#db/store.server.ts'
import { mergedFrom } from './merged-into.server.ts'
import { announce } from './notice-events.server.ts'
import { tell } from './tell.server.ts'

interface About {
  number: number
  title: string
}

type LetterParams = Record<string, string | number>
/** What a letter says, or how to say it in the person's language. */
type Params = LetterParams | ((locale: string) => LetterParams)

interface ToPeople {
  townId: string
  /** Each is told once. */
  personIds: Iterable<string | null>
  template: string
  params: Params
  /** Of what kind the notice is, when the template does not say. */
  kind?: NoticeKind
  now: Date
}

/** So many people in one question to the database. */
const CHUNK = 500

/** Puts a notice of something in a town into the outbox, for people whom it concerns. */
export function* tellPeople(
  tx: Tx,
  { townId, personIds, template, params, kind = kindOf(template), now }: ToPeople,
): Generator<Step, void, unknown[]> {
  const ids = [...new Set(personIds)].filter((id) => id !== null)
  if (ids.length === 0) return
  const town = yield* slugOf(tx, townId)
  const text = ({ locale }: { locale: string }) => ({
    template,
    params: { ...(typeof params === 'function' ? params(locale) : params), town },
  })
  for (let at = 0; at < ids.length; at += CHUNK)
    yield* tell(tx, { kind, personIds: ids.slice(at, at + CHUNK), text, now })
}

/** `tellPeople` about a contribution or comment, to its author. */
export function* tellAuthor(
  tx: Tx,
  townId: string,
  about: About & { authorId: string | null },
  template: string,
  params: Params,
  now: Date,
): Generator<Step, void, unknown[]> {
  yield* tellPeople(tx, {
    townId,
    personIds: [about.authorId],
    template,
    params: paramsAbout(about, params),
    now,
  })
}

/** The same to the author and to those whose pins or proposals were taken into this one. */
export function* tellAuthors(
  tx: Tx,
  townId: string,
  about: About & { id: string; authorId: string | null },
  template: string,
  params: Params,
  now: Date,
): Generator<Step, void, unknown[]> {
  const personIds = yield* authorsOf(tx, townId, about)
  yield* tellPeople(tx, { townId, personIds, template, params: paramsAbout(about, params), now })
}

/** Who wrote it, and who wrote what was taken into it, and into that. */
function* authorsOf(
  tx: Tx,
  townId: string,
  about: { id: string; authorId: string | null },
): Generator<Step, string[], unknown[]> {
  const found = new Set([about.authorId])
  const seen = new Set([about.id])
  for (let into = [about.id]; into.length > 0; ) {
    const within = into
    const rows = yield* tx.do((db) => mergedFrom(db, townId, within))
    for (const { authorId } of rows) found.add(authorId)
    into = rows.map(({ id }) => id).filter((id) => !seen.has(id))
    for (const id of into) seen.add(id)
  }
  return [...found].filter((id) => id !== null)
}

/**
 * What was done with a contribution as a whole: a decision to its authors, news of what they support to everybody else.
 * Nobody is told twice.
 */
export function* tellAuthorsAndSupporters(
  tx: Tx,
  townId: string,
  about: About & { authorIds: (string | null)[]; supporterIds: string[] },
  template: string,
  params: Params,
  now: Date,
): Generator<Step, void, unknown[]> {
  const told = { townId, template, params: paramsAbout(about, params), now }
  yield* tellPeople(tx, { ...told, personIds: about.authorIds })
  const others = about.supporterIds.filter((id) => !about.authorIds.includes(id))
  yield* tellPeople(tx, { ...told, personIds: others, kind: 'status' })
}

function paramsAbout({ number, title }: About, params: Params): Params {
  return (locale) => ({ ...(typeof params === 'function' ? params(locale) : params), number, title })
}

function kindOf(template: string): NoticeKind {
  return template === 'answer' || template === 'status' ? template : 'decision'
}

/** Has everybody told who supports or follows a contribution, but not its authors, who get a letter of their own. */
export function* tellFollowers(
  tx: Tx,
  subject: typeof contributions.$inferSelect,
  template: 'status-followed' | 'answer-followed' | 'move-followed' | 'plan-followed',
  params: Record<string, string | number>,
  now: Date,
): Generator<Step, void, unknown[]> {
  if (subject.visibility !== 'published') return
  const { townId, id, number, title, translations } = subject
  const titles = Object.entries(translations).map(([locale, texts]) => [
    `title.${locale}`,
    texts.title ?? title,
  ])
  const town = yield* slugOf(tx, townId)
  const not = (yield* authorsOf(tx, townId, subject)).join(' ')
  yield* announce(tx, {
    townId,
    kind: 'status',
    subjectId: id,
    params: { ...params, ...Object.fromEntries(titles), template, town, number, title, not },
    now,
  })
}

function* slugOf(tx: Tx, townId: string): Generator<Step, string, unknown[]> {
  const [town] = yield* tx.do((db) => db.select({ slug: towns.slug }).from(towns).where(eq(towns.id, townId)))
  return town?.slug ?? ''
}
