import { afterAll, beforeAll, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { photoWithGps } from './helpers/pictures.ts'
import { sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import {
  categoryId,
  PROCESS,
  processId,
  proposalFields,
  published,
  sendOne,
  spaceId,
  TOWN,
} from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let moderator: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  moderator = visitAs(site.origin, 'moderator')
})
afterAll(() => site?.stop())

test('a decision that is refused gives back the reason as it was typed, in the queue and from a page', async () => {
  const sent = await sendOne(site, anna, 'proposal')
  const reason = 'Причина на три строки, которую жаль набирать снова'
  const decision = {
    intent: 'decide',
    act: 'hide',
    subject: 'contribution',
    subjectId: sent.id,
    number: String(sent.number),
    seen: 'pending',
    reason,
  }
  const fromPage = await moderator.post(`${TOWN}/desk`, decision)
  expect(fromPage.status).toBe(409)
  expect(fromPage.text).toContain(`Вы написали: ${reason}`)
  expect(fromPage.text).toContain(`href="${TOWN}/${sent.number}"`)

  await visitAs(site.origin, 'resident').post(`${TOWN}/${sent.number}?index`, {
    intent: 'report',
    subject: 'contribution',
    subjectId: sent.id,
    reason: 'spam',
    note: '',
  })
  const inQueue = await moderator.post(`${TOWN}/desk`, decision)
  expect(inQueue.status).toBe(409)
  expect(inQueue.text).toMatch(new RegExp(`<textarea[^>]*name="reason"[^>]*>${reason}</textarea>`))
  expect(inQueue.text).not.toContain('Вы написали')
})

test('the history shows what a change replaced: text, topic, cost, words of the place', async () => {
  const sent = await sendOne(site, anna, 'proposal')
  const answer = await anna.post(
    `${TOWN}/${sent.number}/edit`,
    proposalFields(site, {
      title: 'Пандус к воде',
      body: 'Сделать пандус с перилами до самой воды.',
      cost: '150000',
      category: categoryId(site),
      space: spaceId(site),
      placeText: 'за мостом',
    }),
  )
  expect(answer.status).toBe(302)
  const page = await visit(site.origin).get(`${TOWN}/${sent.number}`)
  const words = wordsIn(page.text)
  expect(words).toContain('Автор внёс изменения')
  const history = words.slice(words.indexOf('Автор внёс изменения'))
  expect(history).toMatch(/Было раньше Название Лестница к воде .* Текст Сделать широкую лестницу/)
  expect(history).toMatch(/Примерная стоимость не указано/)
})

test('a card of the queue shows what a decision needs: pictures, place, topic, cost, pins; the lead counts', async () => {
  const photo = new File([new Uint8Array(await photoWithGps())], 'a.jpg', { type: 'image/jpeg' })
  const pin = published(site, 'collect', 'problem')
  const fields = proposalFields(site, {
    cost: '150000',
    placeText: 'за старым мостом',
    cites: String(pin.number),
    alt1: 'Разбитые ступени',
  })
  const sent = await anna.send(`${TOWN}/propose`, fields, [['photo1', photo]])
  const number = Number(/\/(\d+)\?sent=/.exec(sent.location)?.[1])
  await visitAs(site.origin, 'resident').post(`${TOWN}/${number}?index`, {
    intent: 'report',
    subject: 'contribution',
    subjectId: fields.id!,
    reason: 'spam',
    note: '',
  })
  for (const lang of ['ru', 'en'] as const) {
    await moderator.speak(lang)
    const page = await moderator.get(`${TOWN}/desk`)
    const card = page.text.split('data-card-of-queue').find((part) => part.includes(fields.title!))!
    const words = wordsIn(card)
    expect(card).toMatch(/<img[^>]*\/photos\/[^>]*alt="Разбитые ступени"/)
    expect(words).toContain('Разбитые ступени')
    expect(words).toContain('за старым мостом')
    expect(words).toMatch(/150[\s\u00a0,]000/)
    expect(card).toContain(`href="${TOWN}/${pin.number}"`)
    expect(card).toContain(`href="${TOWN}/spaces/naberezhnaya"`)
    const { name, translations } = rowOf<{ name: string; translations: string }>(
      site,
      'select name, translations from categories where id = ?',
      categoryId(site),
    )
    expect(words).toContain(lang === 'ru' ? name : JSON.parse(translations).en.name)
    const waiting = page.text.split('data-card-of-queue').length - 1
    const lead = tOf(lang)('desk.lead', { count: waiting, formatted: String(waiting) })
    expect(wordsIn(page.text)).toContain(lead)
  }
  await moderator.speak('ru')
})

test('the log names whom and what each act was about, and what the dates were', async () => {
  const admin = visitAs(site.origin, 'admin')
  await admin.post(`${TOWN}/admin/roles`, {
    intent: 'grant',
    email: 'new-planner@example.org',
    role: 'planner',
  })
  const { pseudonym } = rowOf<{ pseudonym: string }>(
    site,
    "select pseudonym from people where email = 'new-planner@example.org'",
  )
  const process = processId(site, 'collect')
  const phases = rowsOf<{ id: string; kind: string; starts_at: number; ends_at: number | null }>(
    site,
    'select id, kind, starts_at, ends_at from phases where process_id = ? order by starts_at',
    process,
  )
  const wall = (ms: number | null) =>
    ms === null ? '' : new Date(ms + 3 * 3_600_000).toISOString().slice(0, 16)
  const last = phases.at(-1)!
  const moved = last.starts_at + 86_400_000
  const form: Record<string, string | string[]> = {
    intent: 'dates',
    process,
    phase: phases.map(({ id }) => id),
  }
  for (const phase of phases) {
    form[`starts-${phase.id}`] = wall(phase === last ? moved : phase.starts_at)
    form[`ends-${phase.id}`] = wall(phase === last ? null : phase.ends_at)
  }
  const answer = await admin.post(`${TOWN}/admin/processes`, form)
  expect(answer.status).toBe(302)
  const title = rowOf<{ title: string }>(site, 'select title from processes where id = ?', process).title
  const page = await moderator.get(`${TOWN}/log`)
  const rows = page.text.split('<tr').map(wordsIn)
  const ofRole = rows.find((row) => row.includes(pseudonym))
  expect(ofRole).toContain('проектировщик')
  const ofDates = rows.find((row) => row.includes(title) && row.includes('→'))!
  expect(page.text).toContain(`href="${TOWN}/processes/${PROCESS.collect}"`)
  const day = (ms: number) =>
    new Intl.DateTimeFormat('ru', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'Europe/Moscow',
    }).format(ms)
  expect(ofDates).toContain('Итоги: ')
  expect(ofDates).toContain(`${day(last.starts_at)} → `)
  expect(ofDates).toContain(day(moved))
})

test('what its author has changed since the moderator read it is decided neither alone nor among many', async () => {
  async function pending() {
    const sent = await sendOne(site, anna, 'proposal')
    const returned = { intent: 'decide', act: 'return', subject: 'contribution', subjectId: sent.id }
    await moderator.post(`${TOWN}/desk`, { ...returned, number: String(sent.number), reason: 'Уточните' })
    const edit = (body: string) =>
      anna.post(`${TOWN}/${sent.number}/edit`, proposalFields(site, { title: sent.title, body }))
    await edit('Слова, которые модератор прочёл.')
    return { ...sent, edit }
  }
  const visibilityOf = (id: string) =>
    rowOf<{ visibility: string }>(site, 'select visibility from contributions where id = ?', id).visibility
  const one = await pending()
  const [two, three] = [await pending(), await pending()]
  const desk = (await moderator.get(`${TOWN}/desk`)).text
  const cardOf = (title: string) =>
    desk.split('data-card-of-queue').find((part) => wordsIn(part).includes(title))!
  const hidden = (card: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(card)?.[1] ?? ''
  const pickOf = (title: string) => /name="pick"[^>]*value="([^"]*)"/.exec(cardOf(title))![1]!
  const decision = (seenAt: string) => ({
    intent: 'decide',
    act: 'approve',
    subject: 'contribution',
    subjectId: one.id,
    number: String(one.number),
    seen: 'pending',
    seenAt,
    reason: '',
  })
  const seenAt = hidden(cardOf(one.title), 'seenAt')
  expect(Number(seenAt)).toBeGreaterThan(0)
  await one.edit('Слова, которых модератор не читал.')
  await two.edit('И этих слов модератор не читал.')
  const refused = await moderator.post(`${TOWN}/desk`, decision(seenAt))
  expect(refused.status).toBe(409)
  expect(wordsIn(refused.text)).toContain(sentence('ru', 'moderation.text-changed'))
  expect(visibilityOf(one.id)).toBe('pending')

  const many = await moderator.post(`${TOWN}/desk`, {
    intent: 'bulk',
    act: 'approve',
    pick: [pickOf(two.title), pickOf(three.title)],
    reason: '',
  })
  expect(many.location).toContain('many=1')
  expect(many.location).toContain('left=1')
  expect([two, three].map(({ id }) => visibilityOf(id))).toEqual(['pending', 'published'])

  const { updated_at } = rowOf<{ updated_at: number }>(
    site,
    'select updated_at from contributions where id = ?',
    one.id,
  )
  expect((await moderator.post(`${TOWN}/desk`, decision(String(updated_at)))).status).toBe(302)
  expect(visibilityOf(one.id)).toBe('published')

  const split = await moderator.post(`${TOWN}/${three.number}/desk`, {
    intent: 'split',
    firstTitle: 'Одно',
    firstBody: 'Одно дело',
    secondTitle: 'Другое',
    secondBody: 'Другое дело',
    seenAt: '1',
    reason: 'Два дела',
  })
  expect(split.status).toBe(409)
})
