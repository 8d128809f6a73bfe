import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sentence, wordsIn } from './helpers/refused.ts'
import { rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { bundleId, PROCESS, phaseId, processId, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const RESULTS = `${TOWN}/processes/${PROCESS.vote}/results`

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

test('a vote that is closed with a bundle on the table says so, waits for it, and counts it in a new version', async () => {
  const admin = visitAs(site.origin, 'admin')
  const reader = visit(site.origin)
  await endNow()
  await untilVersion(1)
  const ru = wordsIn((await reader.get(RESULTS)).text)
  for (const said of [
    'Бумажные бюллетени ещё не все учтены',
    'Не сверены пачки: № 1 (Библиотека на Спасской).',
    'К моменту подсчёта не была сверена 1 пачка.',
    'Конец голосования перенесли',
    'на бумаге 0',
  ])
    expect(ru).toContain(said)
  await reader.speak('en')
  const en = wordsIn((await reader.get(RESULTS)).text)
  expect(en).toContain('Bundles not yet agreed: No. 1 (Библиотека на Спасской).')
  expect(en).toContain('When the votes were counted, 1 bundle was not agreed yet.')
  expect(en).toContain('The close of the vote was moved on')
  expect(wordsIn((await reader.get(`${TOWN}/processes/${PROCESS.vote}/vote`)).text)).toContain('Moved on')

  const early = await admin.post(RESULTS, { intent: 'confirm', version: '1', note: '' })
  expect([early.status, wordsIn(early.text)]).toEqual([
    409,
    expect.stringContaining(sentence('ru', 'result.bundles-open', { count: '1' })),
  ])
  const silent = await admin.post(RESULTS, { intent: 'exclude', option: '1', reason: ' ' })
  expect(silent.status).toBe(400)
  expect(wordsIn(silent.text)).toContain('её увидят все')

  const paper = `${TOWN}/paper/${phaseId(site, 'vote')}/${bundleId(site, 'vote')}`
  for (const pass of ['1', '2']) {
    if (pass === '2') {
      for (const path of [paper, `${paper}?pass=2`])
        expect(wordsIn((await admin.get(path)).text)).toContain('Первый ввод этой пачки — ваш.')
    }
    for (let position = 1; position <= 12; position++)
      await admin.post(paper, { intent: 'type', pass, position: String(position), line: '2' })
    await admin.post(paper, { intent: 'finish', pass })
  }
  const compared = await admin.get(paper)
  expect(wordsIn(compared.text)).toContain('Оба раза вводил один человек')
  expect(compared.text).toContain('Учтена пачка бумажных бюллетеней № 1 (Библиотека на Спасской)')
  const nameless = await admin.post(paper, { intent: 'agree', reason: '' })
  expect(nameless.status).toBe(400)
  expect(wordsIn(nameless.text)).toContain(sentence('ru', 'result.reason-missing'))
  expect((await admin.post(paper, { intent: 'agree', reason: 'Ящик привезли утром' })).status).toBe(302)
  await untilVersion(2)
  const second = wordsIn((await visit(site.origin).get(RESULTS)).text)
  for (const said of [
    'Ящик привезли утром',
    'из них на бумаге было 0, стало 12',
    'на бумаге 12',
    'выдано 40, найдено в урнах 12, действительных 12, испорченных 0',
  ])
    expect(second).toContain(said)
  expect(second).not.toContain('Не сверены пачки')
  const first = wordsIn((await visit(site.origin).get(`${RESULTS}?version=1`)).text)
  expect(first).not.toContain('действительных 12')
  expect((await admin.post(RESULTS, { intent: 'confirm', version: '2', note: '' })).status).toBe(302)
  const closed = await admin.get(`${TOWN}/paper/${phaseId(site, 'vote')}`)
  expect(wordsIn(closed.text)).toContain('администратор должен сначала запросить новую версию')
  expect(wordsIn((await admin.get(`${TOWN}/log`)).text)).toContain('Перенос конца голосования')
})

/** By the form of dates, as the staff do. */
async function endNow() {
  const phases = rowsOf<{ id: string; kind: string; starts_at: number; ends_at: number | null }>(
    site,
    'select id, kind, starts_at, ends_at from phases where process_id = ? order by starts_at',
    processId(site, 'vote'),
  )
  const wall = (moment: number) => new Date(moment + 3 * 3_600_000).toISOString().slice(0, 16)
  const fields = phases.flatMap(({ id, kind, starts_at, ends_at }) => [
    [`starts-${id}`, wall(starts_at)],
    [`ends-${id}`, kind === 'vote' ? wall(Date.now()) : ends_at === null ? '' : wall(ends_at)],
  ])
  const answer = await visitAs(site.origin, 'admin').post(`${TOWN}/admin/processes`, {
    intent: 'dates',
    process: processId(site, 'vote'),
    phase: phases.map(({ id }) => id),
    ...Object.fromEntries(fields),
  })
  expect(answer.status, answer.text.slice(0, 300)).toBeLessThan(400)
}

async function untilVersion(version: number) {
  for (let i = 0; i < 300; i++) {
    const where = 'select 1 from vote_results where phase_id = ? and version = ?'
    if (rowsOf(site, where, phaseId(site, 'vote'), version).length > 0) return
    await pause(100)
  }
  throw new Error(`Version ${version} did not come: ${site.log()}`)
}
