import { z } from 'zod'
import { type ProtocolItem, STAGES, type Votes } from '#app/domain/protocol.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'
import { isId } from '#app/models/ids.server.ts'

/** Letters of each field, and questions of one session. */
export const SESSION_LIMITS = { title: 300, place: 200, question: 300, words: 4000, items: 30 }
/** Empty questions that a form offers after those there are. */
export const SPARE_ITEMS = 2

/** What was typed and what was wrong with it, as `formErrors` reads it. */
export interface Unread {
  lastResult: { initialValue: Record<string, string | string[]>; error: Record<string, string[]> }
}

type Read<T> = { value: T; unread?: undefined } | { value?: undefined; unread: Unread }

const headSchema = (timeZone: string) =>
  z.object({
    stage: z.enum(STAGES, 'choice'),
    title: requiredText(SESSION_LIMITS.title),
    place: requiredText(SESSION_LIMITS.place),
    processId: z
      .string()
      .default('')
      .transform((id, context) => {
        if (id !== '' && !isId(id)) context.addIssue({ code: 'custom', message: 'choice' })
        return id || null
      }),
    heldAt: z.string('date').transform((typed, context) => {
      const moment = momentOfWallTime(typed, timeZone)
      if (!moment) context.addIssue({ code: 'custom', message: 'date' })
      return moment ?? new Date(0)
    }),
  })

export type ReadHead = z.output<ReturnType<typeof headSchema>>

/** Reads the head of a session. */
export function readHead(form: FormData, timeZone: string): Read<ReadHead> {
  const read = headSchema(timeZone).safeParse(Object.fromEntries(form))
  if (read.success) return { value: read.data }
  return { unread: unreadOf(form, z.flattenError(read.error).fieldErrors as Record<string, string[]>) }
}

/** Everything that was sent, with the errors of fields. */
export function unreadOf(form: FormData, error: Record<string, string[]>): Unread {
  return { lastResult: { initialValue: typedIn(form), error } }
}

function typedIn(form: FormData): Record<string, string | string[]> {
  const typed: Record<string, string | string[]> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).map(String)
    typed[name] = name === 'present' ? values : values[0]!
  }
  return typed
}

export interface ReadSession {
  head: ReadHead
  revision: number
  isAnnounced: boolean
  present: string[]
  items: ProtocolItem[]
}

/** Reads a whole session: its head, who came, and the questions, of which empty ones are left out. */
export function readSession(form: FormData, timeZone: string): Read<ReadSession> {
  const head = readHead(form, timeZone)
  const error: Record<string, string[]> = head.unread?.lastResult.error ?? {}
  const items: ProtocolItem[] = []
  for (let i = 0; i < SESSION_LIMITS.items + SPARE_ITEMS; i++) {
    const item = readItem(form, i, error)
    if (item) items.push(item)
  }
  const revision = Number(form.get('revision'))
  if (!Number.isSafeInteger(revision)) error.intent = ['required']
  if (!head.value || Object.keys(error).length > 0) return { unread: unreadOf(form, error) }
  return {
    value: {
      head: head.value,
      revision,
      isAnnounced: form.get('isAnnounced') === 'on',
      present: form.getAll('present').map(String),
      items: items.slice(0, SESSION_LIMITS.items),
    },
  }
}

/** The texts of a question in the order of the form. */
export const ITEM_TEXTS = ['question', 'heard', 'spoke', 'resolved'] as const
export const VOTES = ['for', 'against', 'abstained'] as const

function readItem(form: FormData, i: number, error: Record<string, string[]>): ProtocolItem | null {
  const texts = Object.fromEntries(
    ITEM_TEXTS.map((name) => {
      const most = name === 'question' ? SESSION_LIMITS.question : SESSION_LIMITS.words
      const read = optionalText(most).safeParse(String(form.get(`${name}-${i}`) ?? ''))
      if (!read.success) error[`${name}-${i}`] = ['too-long']
      return [name, read.data ?? '']
    }),
  ) as Record<(typeof ITEM_TEXTS)[number], string>
  const votes: Votes = { for: 0, against: 0, abstained: 0 }
  for (const name of VOTES) {
    const typed = String(form.get(`${name}-${i}`) ?? '').trim()
    if (!/^\d{0,3}$/.test(typed)) error[`${name}-${i}`] = ['number']
    else votes[name] = Number(typed)
  }
  const isEmpty = ITEM_TEXTS.every((name) => texts[name] === '') && VOTES.every((name) => votes[name] === 0)
  if (isEmpty) return null
  if (texts.question === '') error[`question-${i}`] = ['required']
  return { ...texts, votes }
}
