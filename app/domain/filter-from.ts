import { z } from 'zod'
import { KINDS, STATUSES } from './contributions.ts'
import { type Filter, SORTS } from './filter.ts'
import { PHASE_KINDS, type PhaseKind } from './phases.ts'

const word = z.string().trim().min(1).max(120)
const many = <T extends z.ZodType>(item: T) => z.array(item).catch([])

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
  text: z.string().trim().max(200).catch(''),
  sort: z.enum(SORTS).catch('support'),
  near: z
    .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
    .nullable()
    .catch(null),
})

/** Reads a filter from an address; what it does not understand it leaves out. NUL is never part of a word. */
export function filterFrom(params: URLSearchParams): Filter {
  const plain = (value: string) => value.replaceAll('\u0000', '')
  const one = (name: string) => plain(params.get(name) ?? '') || null
  const all = (name: string) =>
    params
      .getAll(name)
      .map(plain)
      .filter((value) => value !== '')
  const near = params.get('near')?.split(',').map(Number)
  return filterSchema.parse({
    phase: one('phase'),
    process: one('process'),
    kind: all('kind').filter((kind) => (KINDS as readonly string[]).includes(kind)),
    category: all('category'),
    space: one('space'),
    status: all('status').filter((status) => (STATUSES as readonly string[]).includes(status)),
    text: one('text') ?? '',
    sort: params.get('sort') ?? 'support',
    near: near?.length === 2 ? near : null,
  })
}
