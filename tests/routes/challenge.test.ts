import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { expectRefused, expectSays, LANGUAGES, sentence } from './helpers/refused.ts'
import { rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { pinFields, published, TOWN } from './helpers/town.ts'
import { type Answer, type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let boris: Visitor
let page: string
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  boris = visitAs(site.origin, 'boris')
  page = `${TOWN}/${published(site, 'collect').number}?index`
})
afterAll(() => site?.stop())

const comment = (change: Record<string, string> = {}) => ({
  intent: 'comment',
  id: newId(),
  body: 'Нужны перила',
  ...change,
})
const said = (id: string) => rowsOf(site, 'select id from comments where id = ?', id).length

/** The challenge in a page, as its form would send it. */
function challengeIn({ text }: Answer): string {
  const value = /name="challenge" value="([^"]*)"/.exec(text)?.[1]
  if (!value) throw new Error(`No challenge in: ${text.slice(0, 300)}`)
  return value.replaceAll('&quot;', '"')
}

async function solved(challenge: string) {
  const solution = await solveChallenge({ challenge: JSON.parse(challenge), deriveKey })
  return { challenge, solution: JSON.stringify(solution) }
}

/** Writes comments until a challenge is asked for. @returns how many were taken */
async function burst(visitor: Visitor): Promise<number> {
  for (let taken = 0; taken < 50; taken++)
    if ((await visitor.post(page, comment())).status === 429) return taken
  throw new Error('There is no end to it')
}

describe('a burst', () => {
  test('is asked for a computed answer, nothing typed is lost, and each answer opens the way once', async () => {
    expect(await burst(anna)).toBe(15)
    await expectRefused(site, anna, (me) => me.post(page, comment()), 429, 'challenge.needed')
    await anna.speak('ru')
    const typed = comment({ body: 'Сказанное в пылу спора' })
    const asked = await anna.post(page, typed)
    expect(asked.text).toContain(typed.body)
    expectSays(asked, 429, 'ru', tOf('ru')('form.check.wait'))
    const answer = await solved(challengeIn(asked))
    const bad = [
      { ...answer, solution: '{"counter":1,"derivedKey":"00"}' },
      { ...answer, solution: '{' },
      { ...answer, challenge: answer.challenge.replace('"cost":2000', '"cost":1') },
      { ...answer, challenge: '{' },
      // Too early for whoever waits instead.
      { challenge: challengeIn(asked), solution: '' },
    ]
    for (const one of bad)
      expectSays(await anna.post(page, { ...typed, ...one }), 400, 'ru', sentence('ru', 'challenge.failed'))
    expect(said(typed.id)).toBe(0)
    expect((await anna.post(page, { ...typed, ...answer })).status).toBe(302)
    expect(said(typed.id)).toBe(1)
    expectSays(
      await anna.post(page, { ...comment(), ...answer }),
      400,
      'ru',
      sentence('ru', 'challenge.failed'),
    )
  })

  test('does not stop what is stored already and is only sent again; other words under its id are new', async () => {
    const [vera, path] = [visitAs(site.origin, 'vera'), `${TOWN}/${published(site, 'collect').number}?index`]
    const first = comment({ body: 'Ответ потерялся в пути' })
    expect((await vera.post(path, first)).status).toBe(302)
    await burst(vera)
    expect((await vera.post(path, first)).status).toBe(302)
    expect(said(first.id)).toBe(1)
    expect((await vera.post(path, { ...first, body: 'Другое' })).status).toBe(429)
    expect((await boris.post(path, comment())).status).toBe(302)
  })

  test('of one person is nobody else’s, and an answer is only for whom it was asked of', async () => {
    expect((await boris.post(page, comment())).status).toBe(302)
    expect(await burst(boris)).toBeGreaterThan(5)
    const answer = await solved(challengeIn(await anna.post(page, comment())))
    expect((await boris.post(page, { ...comment(), ...answer })).status).toBe(400)
    expect((await anna.post(page, { ...comment(), ...answer })).status).toBe(302)
  })

  test('of reports is asked in the form of that report, which keeps what was typed', async () => {
    const vera = visitAs(site.origin, 'vera')
    const subjects = rowsOf<{ id: string }>(
      site,
      "select id from contributions where visibility = 'published' order by number limit 12",
    )
    const report = (at: number, change: Record<string, string> = {}) => ({
      intent: 'report',
      subject: 'contribution',
      subjectId: subjects[at]!.id,
      reason: 'off-topic',
      note: '',
      ...change,
    })
    const subjectOfPage = published(site, 'collect').id
    for (let at = 0; at < 10; at++) expect((await vera.post(page, report(at))).status).toBe(302)
    const typed = report(0, { subjectId: subjectOfPage, note: 'Пояснение к жалобе' })
    const asked = await vera.post(page, typed)
    expect(asked.status).toBe(429)
    const form = asked.text.split('<form').find((part) => part.includes('name="challenge"'))!
    expect(form).toContain(`name="subjectId" value="${subjectOfPage}"`)
    expect(form).toContain(typed.note)
    const answer = await solved(challengeIn(asked))
    expect((await vera.post(page, { ...typed, ...answer })).location).toContain('reported=1')
  })

  test('of one act is none of another', async () => {
    expect((await anna.send(`${TOWN}/add`, pinFields(site))).status).toBe(302)
  })

  test('of the staff is their work', async () => {
    const moderator = visitAs(site.origin, 'moderator')
    for (let i = 0; i < 17; i++) expect((await moderator.post(page, comment())).status).toBe(302)
  })
})

test('a field that people do not see is no reason to lose what was typed: they compute an answer', async () => {
  const vera = visitAs(site.origin, 'vera')
  const fields = pinFields(site)
  const trapped = await vera.send(`${TOWN}/add`, { ...fields, website: 'https://pills.example' })
  expect(trapped.status).toBe(429)
  expect(trapped.text).toContain(fields.body)
  expect(trapped.text).toMatch(/name="website"(?! value)/)
  expect(rowsOf(site, 'select id from contributions where id = ?', fields.id)).toEqual([])
  const answer = await solved(challengeIn(trapped))
  const sent = await vera.send(`${TOWN}/add`, { ...fields, ...answer, website: 'https://pills.example' })
  expect(sent.location).toMatch(/\?sent=pin$/)
})

test('a crowd that signs in from one address computes answers and is not turned away', async () => {
  const ask = (email: string, more = {}) =>
    visit(site.origin).post('/sign-in?index', { email, returnTo: '/', ...more })
  let asked = await ask('crowd0@example.test')
  let letters = 0
  for (; asked.status === 302 && letters < 100; letters++)
    asked = await ask(`crowd${letters + 1}@example.test`)
  expect(letters).toBeLessThanOrEqual(60)
  expect(asked.status).toBe(429)
  expect(asked.text).toContain('value="crowd')
  const answer = await solved(challengeIn(asked))
  expect((await ask('crowd@example.test', answer)).location).toBe('/sign-in/code')
  expect((await ask('crowd-2@example.test', answer)).status).toBe(400)
  for (const lang of LANGUAGES) {
    const guest = visit(site.origin)
    await guest.speak(lang)
    expectSays(
      await guest.post('/sign-in?index', { email: `late-${lang}@example.test`, returnTo: '/' }),
      429,
      lang,
      sentence(lang, 'challenge.needed'),
    )
  }
})
