import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { LANGUAGES, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { proposalFields, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let boris: Visitor
let moderator: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  boris = visitAs(site.origin, 'boris')
  moderator = visitAs(site.origin, 'moderator')
})
afterAll(() => site?.stop())

const THINGS = [
  ['Ротонду', 'балюстраду', 'виноградом'],
  ['Велопарковку', 'стойку', 'насосом'],
  ['Карусель', 'песочницу', 'деревом'],
  ['Кинотеатр', 'экран', 'проектором'],
  ['Оранжерею', 'теплицу', 'лимонами'],
  ['Скалодром', 'вышку', 'верёвками'],
  ['Голубятню', 'кормушку', 'зерном'],
] as const

let used = 0
/** Words that nothing else in the town has, so that each test finds its own. */
function wordsOf() {
  const [first, second, third] = THINGS[used++]!
  return { title: `${first} и ${second}`, body: `${first} хорошо соединить: ${second} увить ${third}.` }
}
type Words = ReturnType<typeof wordsOf>

/** Anna's published proposal in these words. */
async function published(words: Words) {
  const fields = proposalFields(site, { ...words })
  const answer = await anna.send(`${TOWN}/propose`, fields)
  return { number: Number(/\/(\d+)\?sent=/.exec(answer.location)?.[1]), id: fields.id!, title: words.title }
}

const asked = (words: Words) => proposalFields(site, { ...words, asks: 'similar', placeText: 'у фонтана' })
const isStored = (id: string) => rowsOf(site, 'select id from contributions where id = ?', id).length === 1
const refusedBy = (id: string) =>
  rowsOf<{ number: number }>(
    site,
    `select c.number from similar_refusals r join contributions c on c.id = r.other_id
     where r.contribution_id = ? order by c.number`,
    id,
  ).map(({ number }) => number)
const supportersOf = (id: string) =>
  rowOf<{ supports: number }>(site, 'select supports from contributions where id = ?', id).supports

describe('while a proposal is written', () => {
  const lookFor = (who: Visitor, text: string) => who.post(`${TOWN}/similar.json`, { text })

  test('what is like it is told to who is signed in, in their language, own ones marked', async () => {
    const words = wordsOf()
    const { number, title } = await published(words)
    const text = `${words.title} ${words.body}`
    const items = async (who: Visitor) =>
      (JSON.parse((await lookFor(who, text)).text) as { items: Record<string, unknown>[] }).items
    expect(await items(boris)).toEqual([
      { number, kind: 'proposal', title, supports: 0, distanceM: null, isOwn: false, isStrong: true },
    ])
    expect(await items(anna)).toMatchObject([{ number, isOwn: true }])
    expect((await lookFor(visit(site.origin), text)).status).toBe(401)
    expect(JSON.parse((await lookFor(boris, 'Совсем о другом: ледовый каток')).text)).toEqual({ items: [] })
  })
})

describe('a proposal like another one, sent without scripts', () => {
  test('is shown the other once, in both languages, and keeps every word; nothing is stored', async () => {
    const words = wordsOf()
    const { number, title, id } = await published(words)
    const fields = asked({ ...words, body: `${words.body} И скамьи.` })
    for (const lang of LANGUAGES) {
      await boris.speak(lang)
      const t = tOf(lang)
      const answer = await boris.send(`${TOWN}/propose`, fields)
      expect(answer.status).toBe(409)
      const read = wordsIn(answer.text)
      for (const key of ['title', 'before', 'different'] as const)
        expect(read).toContain(t(`served.similar.${key}`))
      expect(read).toContain(title)
      expect(answer.text).toMatch(new RegExp(`<button[^>]*formAction="${TOWN}/${number}\\?index"[^>]*`, 'i'))
      expect(read).toContain(t('served.similar.support', { number }))
      for (const typed of [fields.title!, fields.body!, fields.placeText!])
        expect(answer.text).toContain(typed)
      expect(answer.text).toContain(`value="${fields.id}"`)
      expect(isStored(fields.id!)).toBe(false)
    }
    await boris.speak('ru')
    expect(supportersOf(id)).toBe(0)
  })

  test('is taken when its author says that it is about something else, and that is kept for the desk', async () => {
    const words = wordsOf()
    const { number } = await published(words)
    const fields = asked(words)
    expect((await boris.send(`${TOWN}/propose`, fields)).status).toBe(409)
    const other = await boris.send(`${TOWN}/propose`, { ...fields, different: '999999' })
    expect(other.status).toBe(409)
    const answer = await boris.send(`${TOWN}/propose`, { ...fields, different: String(number) })
    expect(answer.location).toMatch(/\/\d+\?sent=proposal$/)
    const own = Number(/\/(\d+)\?/.exec(answer.location)?.[1])
    expect(refusedBy(fields.id!)).toEqual([number])
    const desk = wordsIn((await moderator.get(`${TOWN}/${own}/desk`)).text)
    expect(desk).toContain(tOf('ru')('desk.entry.refusals', { numbers: `№ ${number}` }))
  })

  test('can become a support of the other with one press, whatever else is in the form', async () => {
    const words = wordsOf()
    const { number, id, title } = await published(words)
    const fields = asked(words)
    expect((await boris.send(`${TOWN}/propose`, fields)).status).toBe(409)
    const answer = await boris.send(`${TOWN}/${number}?index`, { ...fields, intent: 'support' })
    expect(answer.status).toBe(200)
    expect(wordsIn(answer.text)).toContain(title)
    expect(wordsIn(answer.text)).toContain(tOf('ru')('contribution.supported'))
    expect(supportersOf(id)).toBe(1)
    expect(isStored(fields.id!)).toBe(false)
    await boris.send(`${TOWN}/${number}?index`, { ...fields, intent: 'support' })
    expect(supportersOf(id)).toBe(1)
  })

  test('offers no support of one’s own', async () => {
    const words = wordsOf()
    const { number } = await published(words)
    const answer = await anna.send(`${TOWN}/propose`, asked(words))
    expect(answer.status).toBe(409)
    expect(wordsIn(answer.text)).toContain(tOf('ru')('served.similar.own'))
    expect(answer.text).not.toMatch(new RegExp(`formaction="${TOWN}/${number}\\?index"`, 'i'))
  })

  test('is taken at once when nothing is like it, or what is like it is no longer public', async () => {
    const words = wordsOf()
    const { number, id } = await published(words)
    const fresh = asked(wordsOf())
    expect((await boris.send(`${TOWN}/propose`, fresh)).location).toMatch(/\?sent=proposal$/)
    expect(refusedBy(fresh.id!)).toEqual([])
    await moderator.post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: id,
      number: String(number),
      reason: 'Проверка',
    })
    const fields = asked(words)
    expect((await boris.send(`${TOWN}/propose`, fields)).location).toMatch(/\?sent=proposal$/)
    expect(isStored(fields.id!)).toBe(true)
  })
})
