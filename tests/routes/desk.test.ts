import { afterAll, beforeAll, expect, test } from 'vitest'
import { wordsIn } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { categoryId, proposalFields, sendOne, spaceId, TOWN } from './helpers/town.ts'
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
