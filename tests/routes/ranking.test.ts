import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sreda } from '../cli/run-sreda.ts'
import { wordsIn } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { type Visitor, visitAs } from './helpers/visitor.ts'

const IMPORTED = 450
const FILTER = 'kind=proposal'

let site: Site
let planner: Visitor
beforeAll(async () => {
  site = await startSite()
  planner = visitAs(site.origin, 'planner')
  await planner.speak('en')
  const file = join(dirname(site.databasePath), 'many.csv')
  const rows = Array.from({ length: IMPORTED }, (_, i) => `m${i};Proposal ${i};What and why`)
  writeFileSync(file, ['id;title;description', ...rows].join('\n'))
  const { code, err } = await sreda(['import', file, '--town', TOWN.slice(1), '--process', PROCESS.collect], {
    DATABASE_URL: `file:${site.databasePath}`,
    SREDA_CALLED_FROM: dirname(site.databasePath),
  })
  expect([code, err]).toEqual([0, ''])
})
afterAll(() => site?.stop())

type Row = [rank: string, tie: boolean, number: string]

/** The rows of the table as a reader without scripts gets them. */
function rowsIn(html: string): Row[] {
  const body = html.slice(html.indexOf('<tbody'), html.indexOf('</tbody>'))
  return body
    .split('</tr>')
    .map((row) => row.split(/<\/t[dh]>/).map((cell) => wordsIn(cell).trim()))
    .filter((cells) => cells.length > 2)
    .map(([rank = '', number = '']) => [/^\d+/.exec(rank)![0], rank.includes('tied'), number])
}

const linkIn = (html: string, rel: 'prev' | 'next') => {
  const link = html.split('<a ').find((one) => one.includes(`rel="${rel}"`))
  return link ? /href="([^"]*)"/.exec(link)![1]!.replaceAll('&amp;', '&') : null
}

describe('the ranking in pages', () => {
  test('is row by row what the export says, with the filter kept and the rows named', async () => {
    const csv = await planner.get(`${TOWN}/export/csv?${FILTER}`)
    const exported = (parse(csv.text.replace(/^\uFEFF/, ''), { delimiter: ';' }) as string[][])
      .slice(1)
      .map(([rank, tie, number]): Row => [rank!, tie !== '', number!])
    expect(exported.length).toBeGreaterThan(IMPORTED)

    const shown: Row[] = []
    const spans: string[] = []
    const addresses: string[] = []
    let next: string | null = `${TOWN}/ranking?${FILTER}`
    while (next && addresses.length < 10) {
      addresses.push(next)
      const { text, status } = await planner.get(next)
      expect(status).toBe(200)
      shown.push(...rowsIn(text))
      spans.push(/Rows \d+–\d+ of \d+/.exec(wordsIn(text))![0])
      next = linkIn(text, 'next')
    }
    expect(shown).toEqual(exported)
    const all = exported.length
    expect(spans).toEqual([`Rows 1–200 of ${all}`, `Rows 201–400 of ${all}`, `Rows 401–${all} of ${all}`])
    for (const address of addresses.slice(1))
      expect(address).toMatch(/\/ranking\?kind=proposal&after=-?\d+_\d+$/)
    // What nobody supports shares one rank over two borders of pages.
    expect(shown[199]![0]).toBe(shown[200]![0])
    expect(new Set(shown.slice(200, 400).map(([rank]) => rank)).size).toBe(1)
  })

  test('leads back, to its end and to its beginning, and what is no place is the beginning', async () => {
    const page = async (query: string) => (await planner.get(`${TOWN}/ranking?${FILTER}${query}`)).text
    const first = await page('')
    expect(linkIn(first, 'prev')).toBe(null)
    const second = (await planner.get(linkIn(first, 'next')!)).text
    expect(rowsIn((await planner.get(linkIn(second, 'prev')!)).text)).toEqual(rowsIn(first))
    expect(second).toContain(`href="${TOWN}/ranking?${FILTER}"`)
    expect(second).toContain(`href="${TOWN}/ranking?${FILTER}&amp;last=1"`)
    const last = await page('&last=1')
    expect(linkIn(last, 'next')).toBe(null)
    const beforeLast = (await planner.get(linkIn(last, 'prev')!)).text
    expect(rowsIn(beforeLast)).toEqual(rowsIn(second))
    expect(rowsIn((await planner.get(linkIn(beforeLast, 'next')!)).text)).toEqual(rowsIn(last))
    for (const value of ['x', '-1', '1.5', '5_', '9e999_1', '9_9'])
      expect(rowsIn(await page(`&after=${value}`))).toEqual(rowsIn(first))
  })
})
