import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { isTo, startMailServer } from './helpers/mail-server.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { sendOne, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const FROM = 'Среда <no-reply@sreda.example>'

let mail: Awaited<ReturnType<typeof startMailServer>>
let site: Site
beforeAll(async () => {
  mail = await startMailServer()
  site = await startSite({ env: { SMTP_URL: mail.url, MAIL_FROM: FROM } })
})
afterAll(async () => {
  await site?.stop()
  await mail?.stop()
})

describe('a code by real mail', () => {
  test.each([
    ['ru', /код/i, /[а-я]/],
    ['en', /code/i, /^[^а-яё]*$/i],
  ] as const)('comes in the person’s language and signs in: %s', async (lang, subject, body) => {
    const address = `mail-${lang}@example.org`
    const visitor = visit(site.origin)
    await visitor.speak(lang)
    await visitor.post('/sign-in?index', { email: address, returnTo: TOWN })
    const letter = await mail.letterTo(address)
    expect(letter.from?.value).toEqual([{ name: 'Среда', address: 'no-reply@sreda.example' }])
    expect(letter.subject).toMatch(subject)
    expect(letter.text).toMatch(body)
    expect(letter.text).not.toMatch(/\{\{|letters\./)
    expect(letter.html).toMatch(new RegExp(`^<!doctype html>\\s*<html lang="${lang}">`))
    expect(letter.html).not.toMatch(/<(img|script|link|style)/)
    // A code is asked for: there is nothing to unsubscribe from.
    expect(letter.headers.get('list')).toBeUndefined()
    expect(letter.attachments).toEqual([])
    expect(letter.messageId).toMatch(/^<.+@.+>$/)
    expect(Math.abs(Date.now() - letter.date!.getTime())).toBeLessThan(60_000)
    const code = /\b\d{6}\b/.exec(letter.text ?? '')?.[0]
    const answer = await visitor.post('/sign-in/code', { code: code! })
    expect(answer.location).toBe(`/consent?returnTo=${encodeURIComponent(TOWN)}`)
    expect(visitor.cookie('sreda_session')).not.toBe('')
    expect((await visitor.post('/sign-in/code', { code: code! })).location).toBe('/sign-in')
  })

  test('only the code’s keyed hash is in the table of codes', async () => {
    const visitor = visit(site.origin)
    await visitor.post('/sign-in?index', { email: 'hash@example.org' })
    const code = /\b\d{6}\b/.exec((await mail.letterTo('hash@example.org')).text ?? '')![0]
    const row = rowOf(site, "select * from sign_in_codes where email = 'hash@example.org'")
    expect(JSON.stringify(row.code_hash)).not.toContain(code)
    expect(JSON.stringify(row.origin)).not.toMatch(/127\.0\.0\.1|::1/)
  })

  test('the author is told of an answer', async () => {
    const anna = visitAs(site.origin, 'anna')
    const { number } = await sendOne(site, anna, 'proposal')
    const moderator = visitAs(site.origin, 'moderator')
    await moderator.post(`${TOWN}/${number}?index`, {
      intent: 'answer',
      id: newId(),
      decision: 'accepted',
      status: 'planned',
      body: 'Сделаем весной.',
    })
    const letter = await mail.letterTo('anna@example.org', 'Сделаем весной.')
    expect(letter.text).toContain(`${site.origin}${TOWN}/${number}`)
  })
})

test('the author reads a template’s reason in the own language, in the letter and on the page', async () => {
  const vera = visitAs(site.origin, 'vera')
  await vera.speak('en')
  const { number, id } = await sendOne(site, vera, 'proposal')
  const template = rowOf<{ id: string; body: string; translations: string }>(
    site,
    `select r.* from reason_templates r join towns t on t.id = r.town_id
     where t.slug = 'prirechensk' and r.act = 'hide' order by r.position`,
  )
  const moderator = visitAs(site.origin, 'moderator')
  await moderator.speak('ru')
  const answer = await moderator.post(`${TOWN}/desk`, {
    intent: 'decide',
    act: 'hide',
    subject: 'contribution',
    subjectId: id,
    number: String(number),
    template: template.id,
    reason: 'Пункт 3.',
  })
  expect(answer.status).toBe(302)
  const { en } = JSON.parse(template.translations)
  const letter = await mail.letterTo('vera@example.org', en.body)
  expect(letter.text).toContain('Пункт 3.')
  expect(letter.text).not.toContain(template.body)
  expect(wordsIn((await vera.get(`${TOWN}/${number}`)).text)).toContain(`${en.body} Пункт 3.`)
  expect(wordsIn((await moderator.get(`${TOWN}/${number}`)).text)).toContain(`${template.body} Пункт 3.`)
})

test('a letter that the server refuses once is sent again, and once only', async () => {
  const address = 'retry@example.org'
  mail.refuseOnce(address)
  await visit(site.origin).post('/sign-in?index', { email: address })
  const refused = await waitFor(() => {
    const row = rowOf<Letter>(
      site,
      'select state, tries, last_error, due_at from letters where recipient = ?',
      address,
    )
    return row.tries > 0 ? row : null
  })
  expect(refused.state).toBe('waiting')
  expect(refused.last_error).toContain('Try later')
  const waitMs = new Date(refused.due_at).getTime() - Date.now()
  expect(waitMs).toBeGreaterThan(30_000)
  expect(mail.received.filter((one) => isTo(one, address))).toHaveLength(0)
  // As if the minute were over; the next letter makes the queue look at what is due.
  const database = new Database(site.databasePath)
  database.prepare('update letters set due_at = ? where recipient = ?').run(Date.now(), address)
  database.close()
  await visit(site.origin).post('/sign-in?index', { email: 'next@example.org' })
  const letter = await mail.letterTo(address)
  expect(letter.text).toMatch(/\b\d{6}\b/)
  const sent = await waitFor(() => {
    const row = rowOf<Letter>(
      site,
      'select state, tries, last_error, due_at from letters where recipient = ?',
      address,
    )
    return row.state === 'sent' ? row : null
  })
  expect(sent.state).toBe('sent')
  expect(mail.received.filter((one) => isTo(one, address))).toHaveLength(1)
}, 120_000)

interface Letter {
  state: string
  tries: number
  last_error: string | null
  due_at: number
}

async function waitFor<T>(look: () => T | null): Promise<T> {
  const deadline = Date.now() + 20_000
  while (Date.now() < deadline) {
    const found = look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('It did not happen in 20 s.')
}
