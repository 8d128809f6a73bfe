import ExcelJS from 'exceljs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowOf } from '../helpers/rows.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { proposalFields, TOWN } from '../helpers/town.ts'
import { visitAs } from '../helpers/visitor.ts'

const FORMULAS = [
  '=HYPERLINK("http://evil.example","x")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '＝1+1',
  '\t=1+1',
  '"=1+1',
  ';=1+1',
  '=1+1;"=2',
]

let site: Site
beforeAll(async () => {
  site = await startSite()
  const anna = visitAs(site.origin, 'anna')
  for (const [i, text] of FORMULAS.entries()) {
    // Five proposals a person and day are the limit of the demo's phase.
    const me = i < 4 ? anna : i < 8 ? visitAs(site.origin, 'boris') : visitAs(site.origin, 'vera')
    const fields = proposalFields(site, {
      title: `${text} и скамья у школы`,
      body: `${text} ${'и ещё слова о сквере '.repeat(3)}`,
      placeText: text,
    })
    const sent = await me.send(`${TOWN}/propose`, fields)
    if (sent.status !== 302)
      throw new Error(`${text}: ${sent.status} ${sent.text.replace(/<[^>]*>/g, ' ').slice(0, 2000)}`)
  }
})
afterAll(() => site?.stop())

test.each(['', '?separator=comma'])(
  'no cell of a CSV begins a formula, whatever a reader takes for its separator: %s',
  async (query) => {
    const { text, status } = await visitAs(site.origin, 'planner').get(`${TOWN}/export/csv${query}`)
    expect(status).toBe(200)
    expect(text).toContain('HYPERLINK')
    const separator = query === '' ? ';' : ','
    // Cells as RFC 4180 has them.
    const cells = [
      ...text.replace(/^\ufeff/, '').matchAll(/(?:^|[;,]|\r\n)("(?:[^"]|"")*"|[^;,\r\n"]*)/g),
    ].map(([, cell]) => cell!.replace(/^"|"$/g, '').replaceAll('""', '"'))
    const bad = cells.filter((cell) => /^[=+@＝＋＠\t\r]|^-(?!\d+([.,]\d+)?$)/.test(cell))
    expect(bad).toEqual([])
    expect(cells.length).toBeGreaterThan(100)
    expect(text.split('\r\n')[0]).toContain(separator)
  },
)

test('a workbook has no formulas, and its links lead to this site', async () => {
  const planner = visitAs(site.origin, 'planner')
  const response = await fetch(`${site.origin}${TOWN}/export/xlsx`, {
    headers: { Cookie: `sreda_session=${planner.cookie('sreda_session')}` },
  })
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await response.arrayBuffer())
  let cells = 0
  const bad: string[] = []
  for (const sheet of book.worksheets)
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        cells++
        if (cell.formula || cell.type === ExcelJS.ValueType.Formula)
          bad.push(`${cell.address}: ${cell.formula}`)
        if (cell.hyperlink && !cell.hyperlink.startsWith(`http://localhost`))
          bad.push(`${cell.address}: ${cell.hyperlink}`)
      }),
    )
  expect(bad).toEqual([])
  expect(cells).toBeGreaterThan(100)
})

test('GeoJSON is JSON, with the words as they were typed', async () => {
  const { text, headers } = await visitAs(site.origin, 'planner').get(`${TOWN}/export/geojson`)
  expect(headers.get('content-type')).toContain('application/geo+json')
  const { features } = JSON.parse(text) as { features: { properties: Record<string, unknown> }[] }
  const words = JSON.stringify(features.map(({ properties }) => properties))
  expect(words).toContain('HYPERLINK')
  expect(
    rowOf<{ n: number }>(site, "select count(*) n from contributions where title like '%HYPERLINK%'").n,
  ).toBe(1)
})
