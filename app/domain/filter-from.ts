import { z } from 'zod'
import { KINDS, STATUSES } from './contributions.ts'
import { type Filter, SORTS, TEXT_LIMITS } from './filter.ts'
import { PHASE_KINDS, type PhaseKind } from './phases.ts'

const word = z.string().trim().min(1).max(120)
const many = <T extends z.ZodType>(item: T) => z.array(item).catch([])

/** Some 100 m: a shared address must not tell at which door its reader stood. */
const degrees = (limit: number) =>
  z
    .number()
    .min(-limit)
    .max(limit)
    .transform((value) => Math.round(value * 1000) / 1000 + 0)

/** Kept from app/domain/filter.ts so that zod stays on the server. */
const filterSchema: z.ZodType<Filter> = z.object({
  phase: z
    .enum(PHASE_KINDS as [PhaseKind, ...PhaseKind[]])
    .nullable()
    .catch(null),
  process: word.nullable().catch(null),
  kind: many(z.enum(KINDS)),
  category: many(word),
  space: word.nullable().catch(null),
  status: many(z.enum(STATUSES)),
  text: z.string().catch(''),
  sort: z.enum(SORTS).catch('support'),
  near: z
    .tuple([degrees(180), degrees(90)])
    .nullable()
    .catch(null),
})

/** Reads a filter from an address; what it does not understand it leaves out. No control letter is part of a word: files of XML cannot hold them. */
export function filterFrom(params: URLSearchParams): Filter {
  const plain = (value: string) => value.replace(/[\t-\r\u0085]/g, ' ').replace(/\p{Cc}/gu, '')
  const one = (name: string) => plain(params.get(name) ?? '') || null
  const all = (name: string) =>
    params
      .getAll(name)
      .map(plain)
      .filter((value) => value !== '')
  const near = params.get('near')?.split(',').map(Number)
  const filter = filterSchema.parse({
    phase: one('phase'),
    process: one('process'),
    kind: all('kind').filter((kind) => (KINDS as readonly string[]).includes(kind)),
    category: all('category'),
    space: one('space'),
    status: all('status').filter((status) => (STATUSES as readonly string[]).includes(status)),
    text: shortened(one('text') ?? ''),
    sort: params.get('sort') ?? 'support',
    near: near?.length === 2 ? near : null,
  })
  // Nearest to nowhere is no order, and a place is of no use to another one.
  if (filter.sort !== 'nearest') return { ...filter, near: null }
  return filter.near ? filter : { ...filter, sort: 'support' }
}

/** As much of a text as is looked for: whoever pastes a page sees in the field what of it was taken. */
function shortened(text: string): string {
  // Signs alone are looked for nowhere.
  if (!/[\p{L}\p{N}]/u.test(text)) return ''
  const words = text.trim().split(/\s+/).slice(0, TEXT_LIMITS.words).join(' ')
  return words.slice(0, TEXT_LIMITS.length).trim()
}
