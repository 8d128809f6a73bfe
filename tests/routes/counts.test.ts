import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { seeded } from '../seeded.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

const FILTERS = 20
const ZOOMS = [3, 11, 13, 14, 16, 18]
const WORDS = ['вод', 'скамейк', 'ё', 'свет', 'дет', '%', 'дорог пешеход', '12']

let site: Site
let planner: Visitor
beforeAll(async () => {
  site = await startSite()
  planner = visitAs(site.origin, 'planner')
})
afterAll(() => site?.stop())

function someFilter(seed: number): URLSearchParams {
  const random = seeded(seed)
  const one = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!
  const params = new URLSearchParams()
  const spaces = rowsOf<{ slug: string }>(site, 'select slug from spaces')
  const categories = rowsOf<{ id: string }>(site, 'select id from categories')
  const some = (name: string, list: readonly string[]) => {
    if (random() < 0.3) for (const item of list) if (random() < 0.5) params.append(name, item)
  }
  if (random() < 0.2) params.set('phase', one(['collect', 'discuss', 'vote', 'results']))
  if (random() < 0.2) params.set('process', one(Object.values(PROCESS)))
  some('kind', KINDS)
  some(
    'category',
    categories.map(({ id }) => id),
  )
  if (random() < 0.2) params.set('space', one(spaces).slug)
  some('status', STATUSES)
  if (random() < 0.3) params.set('text', one(WORDS))
  params.set('sort', one(['support', 'new', 'discussed']))
  return params
}

interface Drawn {
  pins: unknown[]
  clusters: [count: number][]
  all: number
  unplaced: number
}

async function drawn(query: URLSearchParams, bbox: string, zoom: number) {
  const answer = await visit(site.origin).get(`${TOWN}/map.json?bbox=${bbox}&zoom=${zoom}&${query}`)
  const { pins, clusters, all, unplaced } = JSON.parse(answer.text) as Drawn
  return { sum: pins.length + clusters.reduce((sum, [count]) => sum + count, 0), all, unplaced }
}

/** Every card of the list, by following "show more" to the end. */
async function listed(query: URLSearchParams): Promise<string[]> {
  const numbers: string[] = []
  let after: string | null = ''
  while (after !== null) {
    const page = await visit(site.origin).get(`${TOWN}?${query}${after && `&after=${after}`}`)
    const list =
      /<ul[^>]*data-list[\s\S]*?<\/ul>/.exec(page.text.replace(/<ul class="[^"]*">/g, ''))?.[0] ?? ''
    numbers.push(...[...list.matchAll(new RegExp(`href="${TOWN}/(\\d+)"`, 'g'))].map(([, number]) => number!))
    const main = page.text.slice(page.text.indexOf('<main'), page.text.indexOf('</main>'))
    after = /[?&;]after=([^"&]+)"/.exec(main)?.[1] ?? null
    if (numbers.length > 1000) throw new Error('The list has no end.')
  }
  return numbers
}

describe('for a filter the map, the list and the export hold the same set', () => {
  test.each(Array.from({ length: FILTERS }, (_, seed) => seed + 1))('random filter %i', async (seed) => {
    const query = someFilter(seed)
    const page = await visit(site.origin).get(`${TOWN}?${query}`)
    const count = Number(/data-count="(\d+)"/.exec(page.text)?.[1])
    const csv = await planner.get(`${TOWN}/export/csv?${query}`)
    const rows = parse(csv.text.replace(/^\uFEFF/, ''), { delimiter: ';', columns: true }) as Record<
      string,
      string
    >[]
    expect(rows, query.toString()).toHaveLength(count)
    expect(csv.headers.get('x-sreda-rows')).toBe(String(count))
    for (const zoom of ZOOMS) {
      const { sum, all, unplaced } = await drawn(query, '-180,-85,180,85', zoom)
      expect({ all, sum: sum + unplaced }, `${query} at ${zoom}`).toEqual({ all: count, sum: count })
    }
    const numbers = await listed(query)
    expect(numbers).toHaveLength(count)
    expect(new Set(numbers).size).toBe(count)
    const exported = rows.map((row) => Object.values(row)[2]!)
    expect([...exported].sort()).toEqual([...numbers].sort())
  })

  test('the filters are of every size: nothing, some, all', async () => {
    const counts: number[] = []
    for (let seed = 1; seed <= FILTERS; seed++)
      counts.push((await drawn(someFilter(seed), '-180,-85,180,85', 13)).all)
    const whole = rowOf<{ n: number }>(
      site,
      "select count(*) n from contributions where visibility = 'published'",
    ).n
    expect((await drawn(new URLSearchParams(), '-180,-85,180,85', 13)).all).toBe(whole)
    expect(new Set(counts).size).toBeGreaterThan(5)
    expect(Math.max(...counts)).toBeGreaterThan(20)
    expect(Math.min(...counts)).toBeLessThan(5)
  })

  test('parts of the town add up to the town', async () => {
    const none = new URLSearchParams()
    const whole = await drawn(none, '-180,-85,180,85', 18)
    const { lng, lat } = rowOf<{ lng: number; lat: number }>(
      site,
      "select lng, lat from towns where slug = 'prirechensk'",
    )
    const [west, south, east, north] = [lng - 0.1, lat - 0.05, lng + 0.1, lat + 0.05]
    const quarters = [
      [west, lat, lng, north],
      [lng, lat, east, north],
      [west, south, lng, lat],
      [lng, south, east, lat],
    ]
    const sums = await Promise.all(quarters.map(async (bbox) => (await drawn(none, bbox.join(), 17)).sum))
    const together = sums.reduce((sum, one) => sum + one, 0)
    // A square of the grid that the line cuts is in both answers, so together they may hold a little more, never less.
    expect(together).toBeGreaterThanOrEqual(whole.sum)
    expect(together).toBeLessThan(whole.sum * 1.3)
  })
})
