import { and, asc, eq } from 'drizzle-orm'
import type { ProcessTemplate } from '#app/domain/process-template.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { processTemplates } from '#db/schema/templates.server.ts'
import { getStore } from '#db/store.server.ts'
import { builtInTemplates } from './built-in-templates.server.ts'
import { recordStaffAct } from './staff-acts.server.ts'

/** As the program brings it, changed by the town, or from a file of somebody else's. */
export type TemplateOrigin = 'built-in' | 'changed' | 'imported'

export interface StoredTemplate {
  id: string
  origin: TemplateOrigin
  body: ProcessTemplate
}

const MOST_TEMPLATES = 50

const isOf = (townId: string, id: string) =>
  and(eq(processTemplates.townId, townId), eq(processTemplates.id, id))!

/** All that a town can start from: the program's, as the town has changed them, then those that it brought itself. */
export async function listTemplates(townId: string): Promise<StoredTemplate[]> {
  const { read } = await getStore()
  const rows = await read
    .select()
    .from(processTemplates)
    .where(eq(processTemplates.townId, townId))
    .orderBy(asc(processTemplates.createdAt), asc(processTemplates.id))
  const own = rows.map((row) => asTemplate(row.id, row.body as ProcessTemplate))
  const builtIn = [...builtInTemplates()].map(
    ([id, body]): StoredTemplate =>
      own.find((template) => template.id === id) ?? { id, origin: 'built-in', body },
  )
  return [...builtIn, ...own.filter(({ origin }) => origin === 'imported')]
}

/** @throws {Refusal} 'template.not-found' */
export async function getTemplate(townId: string, id: string): Promise<StoredTemplate> {
  const { read } = await getStore()
  const [row] = await read.select().from(processTemplates).where(isOf(townId, id))
  if (row) return asTemplate(id, row.body as ProcessTemplate)
  const body = builtInTemplates().get(id)
  if (!body) throw new Refusal('template.not-found')
  return { id, origin: 'built-in', body }
}

function asTemplate(id: string, body: ProcessTemplate): StoredTemplate {
  return { id, origin: builtInTemplates().has(id) ? 'changed' : 'imported', body }
}

interface Kept {
  townId: string
  actorId: string
  id: string
  body: ProcessTemplate
  now?: Date
}

/**
 * Keeps a template as the town's own: one of the program's is copied with the first change.
 *
 * @throws {Refusal} 'template.not-found'
 */
export async function changeTemplate({ townId, actorId, id, body, now = new Date() }: Kept) {
  await getTemplate(townId, id)
  await keep({ townId, actorId, id, body, now, act: 'template.change' })
}

/** Takes in a template of a file; the same form sent twice is one. @throws {Refusal} 'template.too-many' */
export async function importTemplate({ townId, actorId, id, body, now = new Date() }: Kept) {
  await keep({ townId, actorId, id, body, now, act: 'template.import' })
}

async function keep({ townId, actorId, id, body, now, act }: Required<Kept> & { act: string }) {
  const store = await getStore()
  await store.write(function* recordTemplate(tx) {
    const rows = yield* tx.do((db) =>
      db
        .select({ id: processTemplates.id })
        .from(processTemplates)
        .where(eq(processTemplates.townId, townId)),
    )
    const isKnown = rows.some((row) => row.id === id)
    if (!isKnown && rows.length >= MOST_TEMPLATES)
      throw new Refusal('template.too-many', { limit: MOST_TEMPLATES })
    yield* tx.do((db) =>
      isKnown
        ? db
            .update(processTemplates)
            .set({ body, updatedAt: now })
            .where(isOf(townId, id))
            .returning({ id: processTemplates.id })
        : db
            .insert(processTemplates)
            .values({ townId, id, body, createdAt: now, updatedAt: now })
            .returning({ id: processTemplates.id }),
    )
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act,
      subjectType: 'template',
      subjectId: id,
      before: {},
      after: { template: body.title.ru },
      now,
    })
  })
}

/**
 * Takes away what the town has made of a template: of the program's the original is back, another one is gone. Processes
 * that were started from it stay as they are.
 */
export async function removeTemplate({
  townId,
  actorId,
  id,
  now = new Date(),
}: Omit<Kept, 'body'>): Promise<void> {
  const store = await getStore()
  await store.write(function* recordRemoval(tx) {
    const gone = yield* tx.do((db) =>
      db.delete(processTemplates).where(isOf(townId, id)).returning({ id: processTemplates.id }),
    )
    if (gone.length === 0) return
    yield* recordStaffAct(tx, {
      townId,
      actorId,
      act: 'template.remove',
      subjectType: 'template',
      subjectId: id,
      before: {},
      after: {},
      now,
    })
  })
}
