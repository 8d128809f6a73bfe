import { and, asc, desc, eq } from 'drizzle-orm'
import { Refusal } from '#app/domain/refusal.ts'
import { changeForm, type FormChange, freeId } from '#app/domain/study/change-form.ts'
import { type FormContent, formSchema } from '#app/domain/study/form.ts'
import { PLACE_AUDIT } from '#app/domain/study/place-audit.ts'
import { studyAnswers, studyForms, studyRounds, studyVersions } from '#db/schema/study.server.ts'
import type { Translations } from '#db/schema/towns.server.ts'
import { getStore, isUniqueViolation, type Step, type Tx } from '#db/store.server.ts'
import { newId } from './ids.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

export type StudyForm = Omit<typeof studyForms.$inferSelect, 'draft'> & { draft: FormContent }

export interface FormWords {
  title: string
  lead: string
  translations: Translations
}

interface ByStaff {
  townId: string
  actorId: string
  now?: Date
}

export interface NewForm extends ByStaff, FormWords {
  /** Made by the client, so that the same form sent twice is one. */
  id: string
  slug: string
  kind?: 'audit' | 'survey'
  content?: FormContent
}

const EMPTY: FormContent = { axes: [], questions: [] }

export const formIs = (townId: string, id: string) =>
  and(eq(studyForms.townId, townId), eq(studyForms.id, id))!

/** Begins a form as a draft; `content` of one that came as a file. @throws {Refusal} 'slug.taken' | 'form.bad' */
export async function createForm({ now = new Date(), ...form }: NewForm): Promise<void> {
  const store = await getStore()
  try {
    await store.write((tx) => addForm(tx, { ...form, now }))
  } catch (error) {
    if (isUniqueViolation(error)) throw new Refusal('slug.taken', { slug: form.slug })
    throw error
  }
}

function* addForm(tx: Tx, form: NewForm & { now: Date }): Generator<Step, void, unknown[]> {
  const { townId, actorId, id, slug, kind = 'survey', title, lead, translations, now } = form
  const draft = readContent(form.content ?? EMPTY)
  const [known] = yield* tx.do((db) => db.select().from(studyForms).where(formIs(townId, id)))
  if (known?.slug === slug) return
  yield* tx.do((db) =>
    db
      .insert(studyForms)
      .values({
        ...{ townId, id, slug, kind, title, lead, translations, draft, version: 0 },
        ...{ createdBy: actorId, createdAt: now, changedAt: now },
      })
      .returning({ id: studyForms.id }),
  )
  yield* note(tx, { townId, actorId, now }, 'form.create', id, { slug })
}

/** @throws {Refusal} 'form.bad' with the code of the first fault and where it is */
function readContent(content: unknown): FormContent {
  const read = formSchema.safeParse(content)
  if (read.success) return read.data
  const issue = read.error.issues[0]!
  throw new Refusal('form.bad', { at: issue.path.join('.') || '.', why: issue.message.slice(0, 100) })
}

function* note(
  tx: Tx,
  { townId, actorId, now }: Required<ByStaff>,
  act: string,
  subjectId: string,
  after: Record<string, unknown>,
): Generator<Step, void, unknown[]> {
  yield* recordStaffAct(tx, { townId, actorId, act, subjectType: 'form', subjectId, before: {}, after, now })
}

/** @throws {Refusal} 'form.not-found' */
export function* formIn(tx: Tx, townId: string, id: string): Generator<Step, StudyForm, unknown[]> {
  const [form] = yield* tx.do((db) => db.select().from(studyForms).where(formIs(townId, id)))
  if (!form) throw new Refusal('form.not-found')
  return form as StudyForm
}

/** The town's place audit; ours is published for it the first time somebody needs one. */
export function* auditFormIn(
  tx: Tx,
  { townId, actorId, now }: Required<ByStaff>,
): Generator<Step, StudyForm, unknown[]> {
  const audit = and(eq(studyForms.townId, townId), eq(studyForms.kind, 'audit'))
  const [known] = yield* tx.do((db) => db.select().from(studyForms).where(audit).limit(1))
  if (known) return known as StudyForm
  const id = newId()
  const { slug, title, lead, content } = PLACE_AUDIT
  const translations = { en: { title: title.en!, lead: lead.en! } }
  const words = { title: title.text, lead: lead.text, translations }
  yield* addForm(tx, { townId, actorId, id, slug, kind: 'audit', ...words, content, now })
  yield* publishIn(tx, { townId, actorId, now }, yield* formIn(tx, townId, id))
  return yield* formIn(tx, townId, id)
}

/** One step of the builder, on the draft as it is now. @throws {Refusal} 'form.not-found' | 'form.bad' */
export async function changeDraft({
  townId,
  id,
  change,
  now = new Date(),
}: {
  townId: string
  id: string
  change: FormChange
  now?: Date
}): Promise<void> {
  const store = await getStore()
  await store.write(function* recordDraft(tx) {
    const { draft } = yield* formIn(tx, townId, id)
    const isKnown = change.kind === 'add' && draft.questions.some((one) => one.id === change.id)
    if (isKnown) return
    const changed = changeForm(draft, change)
    if ('fault' in changed) throw new Refusal('form.bad', { at: changed.fault.at, why: changed.fault.code })
    yield* setForm(tx, townId, id, { draft: changed.content, changedAt: now })
  })
}

/** A file's questions instead of the draft's. @throws {Refusal} 'form.not-found' | 'form.bad' */
export async function replaceDraft({
  townId,
  id,
  content,
  now = new Date(),
}: {
  townId: string
  id: string
  content: unknown
  now?: Date
}): Promise<void> {
  const draft = readContent(content)
  const store = await getStore()
  await store.write(function* recordFile(tx) {
    yield* formIn(tx, townId, id)
    yield* setForm(tx, townId, id, { draft, changedAt: now })
  })
}

/** What stands above the questions. @throws {Refusal} 'form.not-found' */
export async function renameForm({
  townId,
  id,
  now = new Date(),
  ...words
}: FormWords & {
  townId: string
  id: string
  now?: Date
}): Promise<void> {
  const store = await getStore()
  await store.write(function* recordWords(tx) {
    yield* formIn(tx, townId, id)
    yield* setForm(tx, townId, id, { ...words, changedAt: now })
  })
}

function* setForm(
  tx: Tx,
  townId: string,
  id: string,
  row: Partial<typeof studyForms.$inferInsert>,
): Generator<Step, void, unknown[]> {
  yield* tx.do((db) =>
    db.update(studyForms).set(row).where(formIs(townId, id)).returning({ id: studyForms.id }),
  )
}

/**
 * Asks the draft from now on. A version that somebody has answered stays as it was, and the draft becomes the next one;
 * a version without answers is replaced.
 *
 * @returns the version that is asked now
 * @throws {Refusal} 'form.not-found' | 'form.empty'
 */
export async function publishForm({ townId, actorId, id, now = new Date() }: ByStaff & { id: string }) {
  const store = await getStore()
  return store.write(function* recordVersion(tx) {
    return yield* publishIn(tx, { townId, actorId, now }, yield* formIn(tx, townId, id))
  })
}

function* publishIn(tx: Tx, by: Required<ByStaff>, form: StudyForm): Generator<Step, number, unknown[]> {
  const { townId, now } = by
  const { id: formId, draft: content } = form
  if (content.questions.length === 0) throw new Refusal('form.empty')
  const [current] = yield* tx.do((db) => db.select().from(studyVersions).where(versionIs(form)))
  if (current && sameContent(current.content, content)) return form.version
  const isFrozen = yield* isAnswered(tx, form)
  const version = current && !isFrozen ? form.version : form.version + 1
  yield* tx.do((db) =>
    db
      .insert(studyVersions)
      .values({ townId, formId, version, content, publishedAt: now })
      .onConflictDoUpdate({
        target: [studyVersions.townId, studyVersions.formId, studyVersions.version],
        set: { content, publishedAt: now },
      })
      .returning({ version: studyVersions.version }),
  )
  yield* setForm(tx, townId, formId, { version, changedAt: now })
  yield* note(tx, by, 'form.publish', formId, { slug: form.slug, version })
  return version
}

const versionIs = ({ townId, id, version }: Pick<StudyForm, 'townId' | 'id' | 'version'>) =>
  and(eq(studyVersions.townId, townId), eq(studyVersions.formId, id), eq(studyVersions.version, version))!

/** PostgreSQL's jsonb gives the keys of objects in an order of its own. */
function sameContent(a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map((content) => JSON.stringify(formSchema.parse(content)))
  return one === other
}

function* isAnswered(tx: Tx, { townId, id, version }: StudyForm): Generator<Step, boolean, unknown[]> {
  const rows = yield* tx.do((db) =>
    db
      .select({ id: studyAnswers.id })
      .from(studyAnswers)
      .where(
        and(eq(studyAnswers.townId, townId), eq(studyAnswers.formId, id), eq(studyAnswers.version, version)),
      )
      .limit(1),
  )
  return rows.length > 0
}

/** Takes away a form that nobody has answered, with its rounds. @throws {Refusal} 'form.not-found' | 'form.answered' */
export async function removeForm({ townId, actorId, id, now = new Date() }: ByStaff & { id: string }) {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const { slug } = yield* formIn(tx, townId, id)
    const ofForm = and(eq(studyAnswers.townId, townId), eq(studyAnswers.formId, id))
    const answers = yield* tx.do((db) =>
      db.select({ id: studyAnswers.id }).from(studyAnswers).where(ofForm).limit(1),
    )
    if (answers.length > 0) throw new Refusal('form.answered')
    for (const table of [studyRounds, studyVersions] as (typeof studyRounds)[])
      yield* tx.do((db) =>
        db
          .delete(table)
          .where(and(eq(table.townId, townId), eq(table.formId, id)))
          .returning({ formId: table.formId }),
      )
    yield* tx.do((db) => db.delete(studyForms).where(formIs(townId, id)).returning({ id: studyForms.id }))
    yield* note(tx, { townId, actorId, now }, 'form.remove', id, { slug })
  })
}

/** The newest first. */
export async function listForms(townId: string): Promise<StudyForm[]> {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(studyForms)
    .where(eq(studyForms.townId, townId))
    .orderBy(desc(studyForms.createdAt), desc(studyForms.id))
    .limit(200)
  return rows as StudyForm[]
}

/** @throws {Refusal} 'form.not-found' */
export async function getForm(townId: string, slug: string): Promise<StudyForm> {
  const { read } = await getStore()
  const [form] = await read
    .select()
    .from(studyForms)
    .where(and(eq(studyForms.townId, townId), eq(studyForms.slug, slug)))
  if (!form) throw new Refusal('form.not-found')
  return form as StudyForm
}

/** What versions of a form ask, the first first. */
export async function listVersions(townId: string, formId: string) {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(studyVersions)
    .where(and(eq(studyVersions.townId, townId), eq(studyVersions.formId, formId)))
    .orderBy(asc(studyVersions.version))
  return rows.map((row) => ({ ...row, content: row.content as FormContent }))
}

/** An id that no question of the form has had in any version. */
export async function freeQuestionId(form: StudyForm): Promise<string> {
  const versions = await listVersions(form.townId, form.id)
  const contents = [form.draft, ...versions.map(({ content }) => content)]
  return freeId(contents.flatMap(({ questions }) => questions.map(({ id }) => id)))
}
