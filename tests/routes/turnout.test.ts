import { afterAll, beforeAll, expect, test } from 'vitest'
import { importVoters } from './helpers/import-voters.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { visit } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

/** Rows of the tables under the pictures of a page, each as its cells, by the picture's title. */
function tablesOf(html: string): Record<string, string[][]> {
  const figures = [...html.matchAll(/<figure[\s\S]*?<\/figure>/g)].map(([figure]) => figure)
  return Object.fromEntries(
    figures.map((figure) => [
      textOf(/<h[23][\s\S]*?<\/h[23]>/.exec(figure)![0]),
      [...figure.matchAll(/<tr[\s\S]*?<\/tr>/g)].map(([row]) =>
        [...row.matchAll(/<t[hd][\s\S]*?<\/t[hd]>/g)].map(([cell]) => textOf(cell)),
      ),
    ]),
  )
}

function textOf(html: string): string {
  return html
    .replace(/<[^>]+>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

test('an imported election shows who voted, and nothing that tells of a small group', async () => {
  const page = await importVoters(site, 'dvor')
  const visitor = visit(site.origin)
  const { text } = await visitor.get(page)
  const ru = tablesOf(text)
  expect(ru['По возрасту']).toEqual([
    ['Возраст', 'Человек', 'Доля'],
    ['14–17', '12', '16,9 %'],
    ['25–34', '30', '42,3 %'],
    ['35–44', '20', '28,2 %'],
    ['Не указан или меньше 14 лет', 'отдельно не показано', ''],
    ['65 и старше', 'отдельно не показано', ''],
    ['Группы без числа, вместе', '9', '12,7 %'],
    ['Всего', '71', '100 %'],
  ])
  expect(ru['По способу голосования']).toEqual([
    ['Способ голосования', 'Человек', 'Доля'],
    ['На сайте', '42', '59,2 %'],
    ['На бумаге', '23', '32,4 %'],
    ['Не указан', '6', '8,5 %'],
    ['Всего', '71', '100 %'],
  ])
  expect(text).toContain('Ещё 2 группы вместе')
  expect(text).toContain('Группы меньше 5 человек сложены с другими небольшими')
  // Neither the page nor what the browser is sent with it has the count of three.
  expect(text).not.toMatch(/"people":|"folded":/)

  await visitor.speak('en')
  const en = tablesOf((await visitor.get(page)).text)
  expect(en['By district']).toEqual([
    ['District', 'People', 'Share'],
    ['Центр', '32', '45.1%'],
    ['Заречье', '30', '42.3%'],
    ['Not stated', 'not shown apart', ''],
    ['Хутор', 'not shown apart', ''],
    ['Groups without a number, together', '9', '12.7%'],
    ['Total', '71', '100%'],
  ])
})

test('nothing is shown where nothing is known', async () => {
  const silent = await importVoters(site, 'tikhiy', { isSilent: true })
  for (const page of [silent, `${TOWN}/processes/${PROCESS.results}/results`]) {
    const tables = tablesOf((await visit(site.origin).get(page)).text)
    expect(Object.keys(tables)).toContain('Кто и как голосовал')
    for (const title of ['По возрасту', 'По способу голосования', 'По району'])
      expect(Object.keys(tables)).not.toContain(title)
  }
})
