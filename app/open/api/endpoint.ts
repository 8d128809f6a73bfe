import { z } from 'zod'
import type { Scope } from '#app/domain/sharing.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Words } from '#app/i18n/ru/index.ts'
import type { OpenedToken } from '#app/models/api-tokens.server.ts'
import type { Town } from '#app/models/towns.server.ts'

type Shape = Record<string, z.ZodType>

/** What a handler is given; `town` is there where the path names one, `token` where a scope is asked for. */
export interface Call<Query> {
  town: Town
  token: OpenedToken
  /** The variable parts of the path. */
  params: Record<string, string>
  query: Query
  locale: Locale
  /** The address of the next page: the same question, from another place. */
  nextOf(after: string | number | null): string | null
}

/** One address of the API, said once: it is checked, answered and described by this. */
export interface Endpoint {
  id: keyof Words['served']['open']['api']['endpoints']
  /** Below /api/v1; parts in braces are variable. */
  path: string
  query: Shape
  answer: z.ZodType
  /** What a token has to be for; left out = everybody may ask. */
  scope?: Scope
  handle(call: Call<never>): Promise<unknown>
}

export function endpoint<Query extends Shape, Answer extends z.ZodType>(
  made: Omit<Endpoint, 'query' | 'answer' | 'handle'> & {
    query?: Query
    answer: Answer
    handle(call: Call<z.output<z.ZodObject<Query>>>): Promise<z.input<Answer>>
  },
): Endpoint {
  return { query: {}, ...made } as Endpoint
}

/** Pages of something: `next` is the address of the page after. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    matched: z.int().describe('On all pages'),
    next: z.url().nullable(),
  })
}

export const PAGE_QUERY = {
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  after: z.string().max(80).optional().describe('Of `next`'),
}

/** Said to who gives something else. */
export const ALLOWED: Record<string, string> = {
  limit: '1-1000',
  after: 'next',
  bbox: 'west,south,east,north',
  since: '2026-01-31T00:00:00Z',
  until: '2026-01-31T00:00:00Z',
}
