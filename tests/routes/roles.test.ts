import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { expectSays, LANGUAGES, sentence } from './helpers/refused.ts'
import { rowOf, stored } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { published, TOWN } from './helpers/town.ts'
import { visit, visitAs } from './helpers/visitor.ts'

type Who = 'resident' | 'moderator' | 'planner' | 'admin'
const ALL: Who[] = ['resident', 'moderator', 'planner', 'admin']

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

const PAGES: [path: string, may: Who[]][] = [
  [`${TOWN}/desk`, ['moderator', 'admin']],
  [`${TOWN}/log`, ['moderator', 'admin']],
  [`${TOWN}/ranking`, ['moderator', 'planner', 'admin']],
  [`${TOWN}/export/csv`, ['moderator', 'planner', 'admin']],
  [`${TOWN}/export/xlsx`, ['moderator', 'planner', 'admin']],
  [`${TOWN}/export/geojson`, ['moderator', 'planner', 'admin']],
  [`${TOWN}/admin`, ['admin']],
  [`${TOWN}/admin/spaces`, ['admin']],
  [`${TOWN}/admin/processes`, ['admin']],
  [`${TOWN}/admin/roles`, ['admin']],
  ['/towns/new', ['admin']],
]

describe('pages of the staff', () => {
  test.each(PAGES)('%s opens for %j only', async (path, may) => {
    for (const who of ALL) {
      const visitor = visitAs(site.origin, who)
      for (const lang of LANGUAGES) {
        await visitor.speak(lang)
        const answer = await visitor.get(path)
        if (may.includes(who)) expect(answer.status).toBe(200)
        else expectSays(answer, 403, lang, sentence(lang, 'role.missing'))
      }
    }
  })

  test.each(PAGES)('%s sends who is not signed in to sign in, and back', async (path) => {
    const answer = await visit(site.origin).get(path)
    expect(answer.status).toBe(302)
    expect(answer.location).toBe(`/sign-in?returnTo=${encodeURIComponent(path)}`)
  })

  test('their data are not given to single fetches either', async () => {
    for (const [path] of PAGES.filter(([path]) => !path.includes('/export/'))) {
      const data = path.endsWith('/admin')
        ? `${path}.data?_routes=routes%2F%24town.admin._index`
        : `${path}.data`
      const { text } = await visitAs(site.origin, 'resident').get(data)
      expect(text).toContain('role.missing')
      expect(text).not.toMatch(/snapshotAt|templates|planner@prirechensk/)
    }
  })
})

/** Each intent of the staff with fields that would do it, if one might. */
function intents(): [name: string, path: string, fields: Record<string, string>, may: Who[]][] {
  const target = published(site, 'collect', 'proposal')
  const person = rowOf<{ id: string }>(
    site,
    "select id from people where email = 'planner@prirechensk.example'",
  ).id
  const act = rowOf<{ id: string }>(site, "select id from staff_acts where act = 'moderation.return'").id
  const phase = rowOf<{ id: string; process_id: string }>(site, 'select id, process_id from phases')
  const decide = {
    intent: 'decide',
    subject: 'contribution',
    subjectId: target.id,
    number: String(target.number),
    reason: 'Проверка',
  }
  const area = '{"type":"Polygon","coordinates":[[[45.6,57.42],[45.601,57.42],[45.601,57.421],[45.6,57.42]]]}'
  return [
    ...['approve', 'return', 'hide', 'restore', 'dismiss'].map((one): ReturnType<typeof intents>[number] => [
      one,
      `${TOWN}/desk`,
      { ...decide, act: one },
      ['moderator', 'admin'],
    ]),
    ['undo', `${TOWN}/desk`, { intent: 'undo', actId: act }, ['moderator', 'admin']],
    [
      'answer',
      `${TOWN}/${target.number}?index`,
      { intent: 'answer', id: newId(), decision: 'accepted', status: 'planned', body: 'Учтём' },
      ['moderator', 'admin'],
    ],
    [
      'status',
      `${TOWN}/${target.number}?index`,
      { intent: 'status', status: 'review' },
      ['moderator', 'admin'],
    ],
    ['grant', `${TOWN}/admin/roles`, { intent: 'grant', email: 'new@example.org', role: 'admin' }, ['admin']],
    ['revoke', `${TOWN}/admin/roles`, { intent: 'revoke', personId: person, role: 'planner' }, ['admin']],
    [
      'town',
      `${TOWN}/admin?index`,
      { name: 'Захвачен', timeZone: 'Europe/Moscow', center: '57.42, 45.6' },
      ['admin'],
    ],
    [
      'space',
      `${TOWN}/admin/spaces`,
      { name: 'Захват', slug: 'zahvat', kind: 'park', geojson: area },
      ['admin'],
    ],
    [
      'process',
      `${TOWN}/admin/processes`,
      {
        title: 'Захват',
        slug: 'zahvat',
        question: 'Что?',
        'collect.include': 'on',
        'collect.startsAt': '2024-01-01T00:00',
      },
      ['admin'],
    ],
    [
      'dates',
      `${TOWN}/admin/processes`,
      {
        intent: 'dates',
        process: phase.process_id,
        phase: phase.id,
        [`starts-${phase.id}`]: '2020-01-01T00:00',
      },
      ['admin'],
    ],
    [
      'new town',
      '/towns/new',
      { name: 'Захват', slug: 'zahvat', timeZone: 'Europe/Moscow', center: '57.42, 45.6' },
      ['admin'],
    ],
  ]
}

describe('acts of the staff', () => {
  test('are refused to everybody without the role, in words, and change nothing', async () => {
    for (const [name, path, fields, may] of intents()) {
      for (const who of ALL.filter((one) => !may.includes(one))) {
        const visitor = visitAs(site.origin, who)
        for (const lang of LANGUAGES) {
          await visitor.speak(lang)
          const before = stored(site)
          const answer = await visitor.post(path, fields)
          expectSays(answer, 403, lang, sentence(lang, 'role.missing'))
          expect(stored(site), `${who} ${name}`).toEqual(before)
        }
      }
    }
  })

  test('do nothing for who is not signed in', async () => {
    for (const [name, path, fields] of intents()) {
      const before = stored(site)
      const answer = await visit(site.origin).post(path, fields)
      const isSentToSignIn = answer.status === 302 && answer.location.startsWith('/sign-in?returnTo=')
      expect(isSentToSignIn || answer.status === 401, `${name}: ${answer.status} ${answer.location}`).toBe(
        true,
      )
      expect(stored(site), name).toEqual(before)
    }
  })

  test('a resident’s comment is never in the town’s name', async () => {
    const { number } = published(site, 'collect')
    const id = newId()
    await visitAs(site.origin, 'anna').post(`${TOWN}/${number}?index`, {
      intent: 'comment',
      id,
      body: 'От имени города',
      official: 'on',
    })
    expect(rowOf(site, 'select is_official from comments where id = ?', id)).toEqual({ is_official: 0 })
  })

  test('the last administrator of a town stays', async () => {
    const admin = visitAs(site.origin, 'admin')
    const personId = rowOf<{ id: string }>(
      site,
      "select id from people where email = 'admin@prirechensk.example'",
    ).id
    for (const lang of LANGUAGES) {
      await admin.speak(lang)
      const before = stored(site)
      const answer = await admin.post(`${TOWN}/admin/roles`, { intent: 'revoke', personId, role: 'admin' })
      expectSays(answer, 409, lang, sentence(lang, 'role.last-admin'))
      expect(stored(site)).toEqual(before)
    }
  })

  test('with the role they are done', async () => {
    const done = intents().filter(([name]) => ['hide', 'answer', 'grant', 'space', 'town'].includes(name))
    for (const [name, path, fields] of done) {
      const { status } = await visitAs(
        site.origin,
        name === 'hide' || name === 'answer' ? 'moderator' : 'admin',
      ).post(path, fields)
      expect(status, name).toBe(302)
    }
  })
})
