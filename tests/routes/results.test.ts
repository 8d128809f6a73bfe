import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPabulib } from '#app/formats/pabulib.ts'
import { recountArchive } from '#app/jobs/recount-archive.server.ts'
import { type Site, startSite } from './helpers/site.ts'
import { PROCESS, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

const RESULTS = `${TOWN}/processes/${PROCESS.results}/results`
const OPEN = `${TOWN}/processes/${PROCESS.vote}/results`

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

async function bytesOf(path: string): Promise<Buffer> {
  const answer = await fetch(site.origin + path)
  expect(answer.status, path).toBe(200)
  return Buffer.from(await answer.arrayBuffer())
}

/** The page's words without markup. */
function wordsOf(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

describe('the result of a finished vote', () => {
  test('says in both languages what won and why, and how it was counted', async () => {
    const visitor = visit(site.origin)
    const ru = wordsOf((await visitor.get(RESULTS)).text)
    for (const said of [
      'Итог утверждён',
      'Что победило',
      'Почему не прошло остальное',
      '214 бюллетеней',
      'на бумаге',
      'Протокол общественной комиссии № 7',
      'При равенстве',
    ])
      expect(ru).toContain(said)
    await visitor.speak('en')
    const en = wordsOf((await visitor.get(RESULTS)).text)
    for (const said of [
      'Result confirmed',
      'What won',
      'Why the others did not win',
      '214 ballots',
      'on paper',
      'In a tie',
    ])
      expect(en).toContain(said)
    expect(en).not.toMatch(/result\.\w+\./)
  })

  test('is led to from the process, the ranking and its export', async () => {
    const process = await visit(site.origin).get(`${TOWN}/processes/${PROCESS.results}`)
    expect(process.text).toContain(`href="${RESULTS}"`)
    const planner = visitAs(site.origin, 'planner')
    expect((await planner.get(`${TOWN}/ranking?process=${PROCESS.results}`)).text).toContain('Не прошло')
    const csv = await planner.get(`${TOWN}/export/csv?process=${PROCESS.results}&kind=proposal`)
    expect(csv.text.split('\n')[0]).toContain('Итог голосования')
    expect(csv.text.match(/;Победило;/g)).toHaveLength(5)
    expect(csv.text.match(/;"?Не прошло"?;/g)).toHaveLength(3)
  })

  test('can be taken away: the archive is equal when counted again, and its hash stands on the page', async () => {
    const zip = await bytesOf(`${RESULTS}/1/archive.zip`)
    const again = recountArchive(zip)
    expect(again.faults).toEqual([])
    expect(again.ballots).toBe(214)
    expect((await visit(site.origin).get(RESULTS)).text).toContain(
      createHash('sha256').update(zip).digest('hex'),
    )
    const pb = await bytesOf(`${RESULTS}/1/election.pb`)
    expect(readPabulib(pb.toString('utf8')).ballots).toHaveLength(214)
    const csv = await bytesOf(`${RESULTS}/1/ballots.csv`)
    expect(csv.equals(Buffer.from(unzipSync(zip)['ballots.csv']!))).toBe(true)
  })

  test.each(['99', '0', '-1', 'x', '1.5', ''])('has no version %j', async (version) => {
    expect((await visit(site.origin).get(`${RESULTS}?version=${version}`)).status).toBe(404)
    expect((await visit(site.origin).get(`${RESULTS}/${version || 'none'}/archive.zip`)).status).toBe(404)
  })

  test('does not exist in another town, and other files of it neither', async () => {
    const visitor = visit(site.origin)
    expect((await visitor.get(RESULTS.replace(TOWN, '/no-such-town'))).status).toBe(404)
    expect((await visitor.get(`${TOWN}/processes/no-such-process/results`)).status).toBe(404)
    expect((await visitor.get(`${RESULTS}/1/sreda.db`)).status).toBe(404)
    expect((await visitor.get(`${RESULTS}/1/..%2Farchive.zip`)).status).toBe(404)
  })
})

describe('before the close', () => {
  test('nothing of a tally is shown to anybody', async () => {
    for (const visitor of [visit(site.origin), visitAs(site.origin, 'anna'), visitAs(site.origin, 'admin')]) {
      const { status, text } = await visitor.get(OPEN)
      expect(status).toBe(200)
      expect(wordsOf(text)).toContain('До его конца не видно ни одной цифры')
      expect(text).not.toMatch(/<svg[^>]*><defs>|"votesByChannel"|"winners"/)
      expect((await visitor.get(`${OPEN}/1/archive.zip`)).status).toBe(404)
    }
    expect((await visit(site.origin).get(`${TOWN}/processes/${PROCESS.vote}`)).text).not.toContain(OPEN)
  })

  test('a count cannot be asked for', async () => {
    const answer = await visitAs(site.origin, 'admin').post(OPEN, { intent: 'recount', reason: 'Скорее' })
    expect(answer.status).toBe(409)
  })

  test('a process without a vote says so', async () => {
    const { status, text } = await visit(site.origin).get(`${TOWN}/processes/${PROCESS.collect}/results`)
    expect(status).toBe(200)
    expect(wordsOf(text)).toContain('Итогов ещё нет')
  })
})

describe('the staff', () => {
  test.each(['anna', 'moderator', 'planner'] as const)(
    '%s may not recount, exclude or confirm',
    async (name) => {
      const visitor = visitAs(site.origin, name)
      expect((await visitor.get(RESULTS)).text).not.toContain('value="recount"')
      for (const intent of ['recount', 'exclude', 'confirm'])
        expect((await visitor.post(RESULTS, { intent, reason: 'x', option: '1', version: '1' })).status).toBe(
          403,
        )
    },
  )

  test('bad input is refused in words and what was typed stays', async () => {
    const admin = visitAs(site.origin, 'admin')
    const missing = await admin.post(RESULTS, { intent: 'recount', reason: '  ' })
    expect(missing.status).toBe(400)
    expect(missing.text).toContain('role="alert"')
    const unknown = await admin.post(RESULTS, { intent: 'exclude', reason: 'Участок частный', option: '<7>' })
    expect(unknown.status).toBe(400)
    expect(unknown.text).toContain('Участок частный')
    expect((await admin.post(RESULTS, { intent: 'nonsense' })).status).toBe(400)
    expect((await admin.post(RESULTS, { intent: 'confirm', version: '7', note: '' })).status).toBe(409)
  })

  test('an exclusion gives a new version that says why and what changed; the old one stays', async () => {
    const admin = visitAs(site.origin, 'admin')
    const { vote, outcome } = JSON.parse(
      `{"vote":${Buffer.from(unzipSync(await bytesOf(`${RESULTS}/1/archive.zip`))['settings.json']!)},"outcome":${Buffer.from(unzipSync(await bytesOf(`${RESULTS}/1/archive.zip`))['result.json']!)}}`,
    ) as { vote: { version: number }; outcome: { outcome: { winners: string[] } } }
    expect(vote.version).toBe(1)
    const [first] = outcome.outcome.winners
    const answer = await admin.post(RESULTS, {
      intent: 'exclude',
      reason: 'Навес не согласован',
      option: first!,
    })
    expect(answer.status).toBe(302)
    await untilVersion(2)
    const page = wordsOf((await visit(site.origin).get(RESULTS)).text)
    for (const said of [
      'Предварительный итог',
      'Навес не согласован',
      'Больше не побеждает',
      'Исключено после голосования',
    ])
      expect(page).toContain(said)
    const old = wordsOf((await visit(site.origin).get(`${RESULTS}?version=1`)).text)
    expect(old).toContain('Эту версию заменила версия 2')
    expect(recountArchive(await bytesOf(`${RESULTS}/1/archive.zip`)).faults).toEqual([])
    expect(recountArchive(await bytesOf(`${RESULTS}/2/archive.zip`)).faults).toEqual([])
    const confirmed = await admin.post(RESULTS, { intent: 'confirm', version: '2', note: 'Протокол № 8' })
    expect(confirmed.status).toBe(302)
    expect(wordsOf((await visit(site.origin).get(RESULTS)).text)).toContain('Итог утверждён')
    const log = wordsOf((await visitAs(site.origin, 'moderator').get(`${TOWN}/log`)).text)
    expect(log).toContain('Исключение предложения из итога')
    expect(log).toContain('Утверждение итога голосования')
    expect(log).toMatch(/Голосование · Вокзальная площадь: итоги версия 1 → версия 2 № \d+ \S/)
  })
})

async function untilVersion(version: number) {
  for (let i = 0; i < 300; i++) {
    if ((await fetch(`${site.origin}${RESULTS}?version=${version}`)).status === 200) return
    await pause(100)
  }
  throw new Error(`Version ${version} did not come: ${site.log()}`)
}
