import { z } from 'zod'
import { KINDS, STATUSES } from './contributions.ts'
import { PHASE_KINDS } from './phases.ts'

export const SORTS = ['support', 'new', 'discussed', 'nearest'] as const
export type Sort = (typeof SORTS)[number]

const word = z.string().trim().min(1).max(120)
const many = <T extends z.ZodType>(item: T) => z.array(item).catch([])

/**
 * The one filter of the map, the list, the ranking and the exports. It lives in the URL; what it does not understand
 * it leaves out. `near` is [lng, lat], for the sort "nearest".
 */
export const filterSchema = z.object({
  phase: z
    .enum(PHASE_KINDS as [string, ...string[]])
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

export type Filter = z.infer<typeof filterSchema>

export const NO_FILTER: Filter = filterSchema.parse({})

export function filterFrom(params: URLSearchParams): Filter {
  const near = params.get('near')?.split(',').map(Number)
  const all = (name: string) => params.getAll(name).filter((value) => value !== '')
  return filterSchema.parse({
    phase: params.get('phase') || null,
    process: params.get('process') || null,
    kind: all('kind').filter((kind) => (KINDS as readonly string[]).includes(kind)),
    category: all('category'),
    space: params.get('space') || null,
    status: all('status').filter((status) => (STATUSES as readonly string[]).includes(status)),
    text: params.get('text') ?? '',
    sort: params.get('sort') ?? 'support',
    near: near?.length === 2 ? near : null,
  })
}

/** The filter as a query string, in one fixed order, so that the same set always has the same address. */
export function filterParams(filter: Filter): URLSearchParams {
  const params = new URLSearchParams()
  if (filter.phase) params.set('phase', filter.phase)
  if (filter.process) params.set('process', filter.process)
  for (const kind of [...filter.kind].sort()) params.append('kind', kind)
  for (const category of [...filter.category].sort()) params.append('category', category)
  if (filter.space) params.set('space', filter.space)
  for (const status of [...filter.status].sort()) params.append('status', status)
  if (filter.text) params.set('text', filter.text)
  if (filter.sort !== 'support') params.set('sort', filter.sort)
  if (filter.near) params.set('near', filter.near.join(','))
  return params
}

/** How many conditions narrow the set (sorting does not). */
export function conditionsIn(filter: Filter): number {
  return (
    [filter.phase, filter.process, filter.space, filter.text].filter(Boolean).length +
    [filter.kind, filter.category, filter.status].filter((list) => list.length > 0).length
  )
}
