import { afterAll, beforeAll, expect, test } from 'vitest'
import { median } from '#app/domain/median.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { LANGUAGES, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { visit } from './helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const DAY_MS = 86_400_000
/** Days from each published proposal of a process to the first answer to it. */
function daysOf(slug: string): number[] {
  return rowsOf<{ ms: number }>(
    site,
    `select min(a.created_at) - c.created_at ms from answers a
     join contributions c on c.id = a.contribution_id join processes p on p.id = c.process_id
     where p.slug = ? and c.kind = 'proposal' and c.visibility = 'published' group by c.id`,
    slug,
  ).map(({ ms }) => ms / DAY_MS)
}

test('a process says how many of its proposals are answered, and within how many days', async () => {
  for (const slug of Object.values(PROCESS)) {
    const days = daysOf(slug)
    const { all } = rowOf<{ all: number }>(
      site,
      `select count(*) "all" from contributions c join processes p on p.id = c.process_id
       where p.slug = ? and c.kind = 'proposal' and c.visibility = 'published'`,
      slug,
    )
    for (const lang of LANGUAGES) {
      const guest = visit(site.origin)
      await guest.speak(lang)
      const t = tOf(lang)
      const words = wordsIn((await guest.get(`${TOWN}/processes/${slug}`)).text)
      expect(words).toContain(t('served.openness.answered', { answered: days.length, all }))
      expect(words).toContain(
        days.length === 0
          ? t('served.openness.noAnswers')
          : t('served.openness.within', { days: Math.max(1, Math.ceil(median(days)!)) }),
      )
    }
  }
  expect(Object.values(PROCESS).some((slug) => daysOf(slug).length > 0)).toBe(true)
})

test('an answer says how long it was waited for, in proper plural forms', async () => {
  const { number, ms } = rowOf<{ number: number; ms: number }>(
    site,
    `select c.number, min(a.created_at) - c.created_at ms from answers a
     join contributions c on c.id = a.contribution_id where c.visibility = 'published' group by c.id order by c.number`,
  )
  const count = Math.max(1, Math.ceil(ms / DAY_MS))
  for (const lang of LANGUAGES) {
    const guest = visit(site.origin)
    await guest.speak(lang)
    const words = wordsIn((await guest.get(`${TOWN}/${number}`)).text)
    expect(words).toContain(tOf(lang)('served.openness.waited', { count }))
  }
  expect(tOf('ru')('served.openness.waited', { count: 1 })).toMatch(/1 день$/)
  expect(tOf('ru')('served.openness.waited', { count: 3 })).toMatch(/3 дня$/)
  expect(tOf('ru')('served.openness.waited', { count: 12 })).toMatch(/12 дней$/)
})
