import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { expectRefused } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { pinFields, processId, proposalFields, published, sendOne, spaceId, TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

type Refusal = Parameters<typeof expectRefused> extends [Site, ...infer Rest] ? Rest : never

let site: Site
let anna: Visitor
let boris: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  boris = visitAs(site.origin, 'boris')
})
afterAll(() => site?.stop())

const refused = (...refusal: Refusal) => expectRefused(site, ...refusal)
const page = (number: number) => `${TOWN}/${number}?index`

describe('a closed phase', () => {
  test.each(['discuss', 'vote', 'results'] as const)('takes no pin and no proposal: %s', async (phase) => {
    const process = processId(site, phase)
    await refused(anna, (me) => me.send(`${TOWN}/add`, pinFields(site, { process })), 409, 'phase.closed')
    await refused(
      anna,
      (me) => me.send(`${TOWN}/propose`, proposalFields(site, { process })),
      409,
      'phase.closed',
    )
  })

  test.each(['vote', 'results'] as const)('takes no support and gives none back: %s', async (phase) => {
    const { number } = published(site, phase)
    await refused(anna, (me) => me.post(page(number), { intent: 'support' }), 409, 'phase.closed')
    await refused(anna, (me) => me.post(page(number), { intent: 'withdraw-support' }), 409, 'phase.closed')
  })

  test('takes no comment: results', async () => {
    const { number } = published(site, 'results')
    const comment = () => ({ intent: 'comment', id: newId(), body: 'Опоздал' })
    await refused(anna, (me) => me.post(page(number), comment()), 409, 'phase.closed')
  })
})

describe('ids of another town', () => {
  let process: string
  let contribution: string
  beforeAll(async () => {
    const admin = visitAs(site.origin, 'admin')
    const made = await admin.send('/towns/new', {
      name: 'Заречный',
      slug: 'zarechny',
      timeZone: 'Europe/Moscow',
      center: '57.42, 45.6',
    })
    expect(made.location).toBe('/zarechny/admin')
    const opened = await admin.post('/zarechny/admin/processes', {
      title: 'Двор',
      slug: 'dvor',
      question: 'Каким быть двору?',
      'collect.include': 'on',
      'collect.startsAt': '2024-01-01T00:00',
      'collect.acts': ['pin', 'propose', 'support', 'comment'],
      'collect.moderation': 'post',
    })
    expect(opened.location).toBe('/zarechny/processes/dvor')
    process = rowOf<{ id: string }>(site, "select id from processes where slug = 'dvor'").id
    const fields: Record<string, string> = {
      ...pinFields(site, { process, coordinates: '57.42, 45.6' }),
      space: '',
    }
    const sent = await boris.send('/zarechny/add', fields)
    expect(sent.location).toBe('/zarechny/1?sent=pin')
    contribution = fields.id!
  })

  test('no process of it', async () => {
    await refused(
      anna,
      (me) => me.send(`${TOWN}/add`, pinFields(site, { process })),
      404,
      'process.not-found',
    )
    const ours = processId(site, 'collect')
    const fields = () => ({ ...pinFields(site, { process: ours, coordinates: '57.42, 45.6' }), space: '' })
    await refused(anna, (me) => me.send('/zarechny/add', fields()), 404, 'process.not-found')
  })

  test('no space and no category of it', async () => {
    const space = spaceId(site)
    const category = 'no-such-topic'
    await refused(
      anna,
      (me) => me.send('/zarechny/add', pinFields(site, { process, space })),
      404,
      'space.not-found',
    )
    const fields = () => ({
      ...proposalFields(site, { process, category, coordinates: '57.42, 45.6' }),
      space: '',
    })
    await refused(anna, (me) => me.send('/zarechny/propose', fields()), 404, 'category.not-found')
  })

  test('no comment on, report of or decision about it', async () => {
    const { number } = published(site, 'collect')
    const report = { intent: 'report', subject: 'contribution', subjectId: contribution, reason: 'spam' }
    await refused(anna, (me) => me.post(page(number), report), 404, 'contribution.not-found')
    const parent = rowOf<{ id: string }>(
      site,
      "select id from comments where visibility = 'published' and parent_id is null",
    )
    const reply = () => ({ intent: 'comment', id: newId(), parentId: parent.id, body: 'Ответ' })
    await refused(anna, (me) => me.post('/zarechny/1?index', reply()), 404, 'comment.not-found')
    const moderator = visitAs(site.origin, 'moderator')
    const hide = {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: contribution,
      number: '1',
      reason: 'Чужое',
    }
    await refused(moderator, (me) => me.post(`${TOWN}/desk`, hide), 404, 'contribution.not-found')
  })

  test('the staff of one town are nobody in the other', async () => {
    const moderator = visitAs(site.origin, 'moderator')
    const planner = visitAs(site.origin, 'planner')
    await refused(moderator, (me) => me.get('/zarechny/desk'), 403, 'role.missing')
    await refused(planner, (me) => me.get('/zarechny/ranking'), 403, 'role.missing')
    await refused(planner, (me) => me.get('/zarechny/export/csv'), 403, 'role.missing')
    const act = rowOf<{ id: string }>(site, "select id from staff_acts where act = 'moderation.return'").id
    const admin = visitAs(site.origin, 'admin')
    await refused(
      admin,
      (me) => me.post('/zarechny/desk', { intent: 'undo', actId: act }),
      404,
      'act.not-found',
    )
    const dates = () => ({
      intent: 'dates',
      process: processId(site, 'collect'),
      phase: rowOf<{ id: string }>(site, 'select id from phases').id,
    })
    const moved = await admin.post('/zarechny/admin/processes', dates())
    expect([400, 404]).toContain(moved.status)
  })
})

describe('forged ids', () => {
  test('an entry that is somebody else’s is not overwritten', async () => {
    const { id } = published(site, 'collect')
    await refused(anna, (me) => me.send(`${TOWN}/add`, pinFields(site, { id })), 400, 'input.bad')
  })

  test.each(['1', "' or 1=1 --", '../../etc/passwd', '%00', 'ffffffff-ffff-ffff-ffff-ffffffffffff'])(
    '%j is no id',
    async (id) => {
      await refused(anna, (me) => me.send(`${TOWN}/add`, pinFields(site, { id })), 400, 'form')
    },
  )

  test('only the author edits or withdraws', async () => {
    const { number } = published(site, 'collect', 'proposal')
    await refused(anna, (me) => me.post(page(number), { intent: 'withdraw' }), 403, 'contribution.not-author')
    await refused(
      anna,
      (me) => me.send(`${TOWN}/${number}/edit`, proposalFields(site)),
      403,
      'contribution.not-author',
    )
    await refused(anna, (me) => me.get(`${TOWN}/${number}/edit`), 403, 'contribution.not-author')
  })

  test('what somebody supports is no longer changed', async () => {
    const { number } = await sendOne(site, boris, 'proposal')
    expect((await anna.post(page(number), { intent: 'support' })).status).toBe(200)
    await refused(
      boris,
      (me) => me.post(page(number), { intent: 'withdraw' }),
      409,
      'contribution.supported-stays',
    )
    await refused(
      boris,
      (me) => me.send(`${TOWN}/${number}/edit`, proposalFields(site)),
      409,
      'contribution.has-supports',
    )
  })

  test('a photo that is another entry’s cannot be removed by an edit', async () => {
    const { number } = await sendOne(site, boris, 'proposal')
    const photo = rowOf<{ id: string }>(site, 'select id from photos').id
    const count = () => rowsOf(site, 'select id from photos').length
    const before = count()
    const edited = await boris.send(`${TOWN}/${number}/edit`, {
      ...proposalFields(site),
      removedPhoto: photo,
    })
    expect([302, 400, 404]).toContain(edited.status)
    expect(count()).toBe(before)
    const { town_id } = rowOf<{ town_id: string }>(site, 'select town_id from photos where id = ?', photo)
    expect((await visit(site.origin).get(`/photos/${town_id}/${photo}-m.webp`)).status).toBe(200)
  })
})

describe('who may take part', () => {
  const acts = () => {
    const { number, id } = published(site, 'collect')
    return [
      (me: Visitor) => me.send(`${TOWN}/add`, pinFields(site)),
      (me: Visitor) => me.send(`${TOWN}/propose`, proposalFields(site)),
      (me: Visitor) => me.post(page(number), { intent: 'support' }),
      (me: Visitor) => me.post(page(number), { intent: 'comment', id: newId(), body: 'Да' }),
      (me: Visitor) =>
        me.post(page(number), { intent: 'report', subject: 'contribution', subjectId: id, reason: 'spam' }),
      (me: Visitor) => me.send(`${TOWN}/${number}/edit`, proposalFields(site)),
    ]
  }

  test('nobody without signing in, and what was typed is given back', async () => {
    for (const act of acts()) await refused(visit(site.origin), act, 401, 'person.not-signed-in')
    const fields = pinFields(site)
    const answer = await visit(site.origin).send(`${TOWN}/add`, fields)
    expect(answer.text).toContain(fields.body)
  })

  test('nobody without the consents', async () => {
    for (const act of acts()) await refused(visitAs(site.origin, 'gleb'), act, 403, 'person.no-consent')
  })

  test('nobody supports what is theirs, and the limit of a process holds', async () => {
    const vera = visitAs(site.origin, 'vera')
    const { number } = await sendOne(site, vera, 'pin')
    await refused(vera, (me) => me.post(page(number), { intent: 'support' }), 409, 'support.own')
    for (let nth = 0; nth < 10; nth++) {
      const { number } = published(site, 'collect', '%', nth)
      expect((await vera.post(page(number), { intent: 'support' })).status).toBe(200)
    }
    const next = published(site, 'collect', '%', 10)
    await refused(
      vera,
      (me) => me.post(page(next.number), { intent: 'support' }),
      409,
      'support.limit-reached',
      { limit: 10 },
    )
  })

  test('a session that was ended is no session', async () => {
    const olga = visit(site.origin)
    await olga.signIn('olga@example.org')
    const kept = visit(site.origin, { sreda_session: olga.cookie('sreda_session') })
    expect((await kept.get('/me')).status).toBe(200)
    await olga.post('/sign-out', {})
    expect((await kept.get('/me')).location).toBe('/sign-in?returnTo=%2Fme')
  })
})

describe('codes', () => {
  test('five wrong tries end a code, and another code is asked for at most so often', async () => {
    const visitor = visit(site.origin)
    await visitor.post('/sign-in?index', { email: 'tries@example.org' })
    const type = (code: string) => visitor.post('/sign-in/code', { code })
    for (let left = 4; left >= 0; left--) {
      const answer = await type('000000')
      expect(answer.status).toBe(400)
      expect(answer.text).toContain('role="alert"')
    }
    expect((await type('000000')).status).toBe(429)
    for (let i = 0; i < 5; i++)
      expect((await visitor.post('/sign-in?index', { email: 'tries@example.org' })).status).toBe(302)
    await refused(
      visitor,
      (me) => me.post('/sign-in?index', { email: 'tries@example.org' }),
      429,
      'code.too-many-requests',
    )
  })

  test('the demo’s own addresses, which all its visitors share, are not bound by that', async () => {
    for (let i = 0; i < 8; i++) {
      const visitor = visit(site.origin)
      const answer = await visitor.post('/sign-in?index', { email: 'planner@prirechensk.example' })
      expect(answer.location).toBe('/sign-in/code')
    }
  })

  test.each(['', 'nobody', 'a@b', 'a b@example.org', `${'x'.repeat(250)}@example.org`])(
    '%j is no address',
    async (email) => {
      await refused(visit(site.origin), (me) => me.post('/sign-in?index', { email }), 400, 'form')
    },
  )
})
