import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { ParsedMail } from 'mailparser'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { isTo, startMailServer } from './helpers/mail-server.ts'
import { type Site, serveFolder } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'

const HOUR = 3_600_000

let folder: string
let mail: Awaited<ReturnType<typeof startMailServer>>
let sites: Site[] = []
let people: { id: string; email: string; locale: string }[]
beforeAll(async () => {
  mail = await startMailServer()
  folder = mkdtempSync(join(tmpdir(), 'sreda-timed-'))
  cpSync(inject('template').folder, folder, { recursive: true })
  const database = new Database(join(folder, 'sreda.db'))
  people = database
    .prepare(
      `select p.id, p.email, p.locale from people p join consents c on c.person_id = p.id
       where p.email like '%@example.org' and c.purpose = 'personal-data' and c.withdrawn_at is null`,
    )
    .all() as typeof people
  const now = Date.now()
  const phaseOf = (slug: string, kind: string) =>
    database
      .prepare(
        `select ph.id, ph.process_id, ph.town_id from phases ph join processes p on p.id = ph.process_id
         where p.slug = ? and ph.kind = ?`,
      )
      .get(slug, kind) as { id: string; process_id: string; town_id: string }
  const [opened, closing, counted] = [
    phaseOf(PROCESS.collect, 'collect'),
    phaseOf(PROCESS.vote, 'vote'),
    phaseOf(PROCESS.results, 'vote'),
  ]
  database.prepare('update phases set starts_at = ? where id = ?').run(now - 1000, opened.id)
  database
    .prepare('update phases set starts_at = ?, ends_at = ? where id = ?')
    .run(now - 200 * HOUR, now + 20 * HOUR, closing.id)
  const confirmed = database
    .prepare("update vote_results set confirmed_at = ? where phase_id = ? and state = 'confirmed'")
    .run(now, counted.id)
  expect(confirmed.changes).toBe(1)
  for (const { id } of people)
    for (const phase of [opened, closing, counted])
      database
        .prepare("insert into follows values (?, ?, 'process', ?, ?)")
        .run(phase.town_id, id, phase.process_id, now)
  people[0]!.locale = 'en'
  database.prepare("update people set locale = 'en' where id = ?").run(people[0]!.id)
  database.close()
  sites = await Promise.all([
    serveFolder(folder, { SMTP_URL: mail.url }),
    serveFolder(folder, { SMTP_URL: mail.url }),
  ])
})
afterAll(async () => {
  await Promise.all(sites.map((site) => site.stop()))
  await mail?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const KINDS = {
  'phase-open': { slug: PROCESS.collect, ru: /^Начался этап «/, en: /^The phase ‘.+’ has begun: / },
  'phase-soon': { slug: PROCESS.vote, ru: /^Этап «.+» закончится /, en: /^The phase ‘.+’ ends on / },
  result: { slug: PROCESS.results, ru: /^Есть результат: /, en: /^There is a result: / },
} as const

const lettersAbout = (email: string, slug: string): ParsedMail[] =>
  mail.received.filter((one) => isTo(one, email) && one.text?.includes(`${TOWN}/processes/${slug}`))

test('two processes on one database: each person hears of each phase and result once, in the own language', async () => {
  expect(people.length).toBeGreaterThan(2)
  for (const { email } of people)
    for (const { slug } of Object.values(KINDS)) await mail.letterTo(email, `${TOWN}/processes/${slug}`)
  // Whoever would tell them once more has had the time to.
  await new Promise((resolve) => setTimeout(resolve, 6000))
  for (const { email, locale } of people) {
    for (const [kind, words] of Object.entries(KINDS)) {
      const told = lettersAbout(email, words.slug).filter((one) =>
        words[locale as 'ru'].test(one.subject ?? ''),
      )
      expect(told, `${kind} to ${email}`).toHaveLength(1)
      const [letter] = told
      const list = letter!.headers.get('list') as unknown as Record<string, { url?: string; name?: string }>
      expect(list.unsubscribe?.url).toContain(`.${kind}.`)
      expect(list['unsubscribe-post']?.name).toBe('List-Unsubscribe=One-Click')
      expect(letter!.headers.get('auto-submitted')).toBe('auto-generated')
      expect(letter!.html).toContain(`<html lang="${locale}">`)
      expect(`${letter!.subject} ${letter!.text}`).not.toMatch(/\{\{|undefined|Invalid|letterTexts/)
    }
  }
}, 60_000)
