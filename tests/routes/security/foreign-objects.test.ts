import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashOfRows } from '../helpers/owned-rows.ts'
import { fileOf, photoWithGps } from '../helpers/pictures.ts'
import { rowOf, rowsOf } from '../helpers/rows.ts'
import { PROCESS, pinFields, sendOne, TOWN, townId } from '../helpers/town.ts'
import { visit, visitAs } from '../helpers/visitor.ts'
import { startWalkedSite, type WalkedSite } from '../helpers/walked-site.ts'
import { makeWalker, type Walker } from '../helpers/walkers.ts'

let walked: WalkedSite
let foreign: Walker
let stranger: Walker
beforeAll(async () => {
  walked = await startWalkedSite()
  foreign = await makeWalker(walked.site, 'foreign admin', { isForeign: true })
  stranger = await makeWalker(walked.site, 'stranger')
})
afterAll(() => walked?.site.stop())

describe('somebody with every role in another town', () => {
  test('changes nothing here by naming what is of this town, in the forms of their own', async () => {
    const { site, steps } = walked
    const before = hashOfRows(site, 'town_id', townId(site))
    const faults: string[] = []
    let asked = 0
    for (const { path, fields, route, intent } of steps.filter((step) => step.path.startsWith(`${TOWN}/`))) {
      const own = path.replace(TOWN, '/sosednij')
      const answer = fields ? await foreign.visitor.post(own, fields) : await foreign.visitor.get(own)
      asked++
      if (answer.status >= 500) faults.push(`${intent} of ${route}: ${answer.status}`)
    }
    const after = hashOfRows(site, 'town_id', townId(site))
    for (const table of Object.keys(after)) if (after[table] !== before[table]) faults.push(table)
    expect(faults).toEqual([])
    expect(asked).toBeGreaterThan(100)
  }, 300_000)

  test('reads nothing here that the public does not', async () => {
    const { site } = walked
    const hidden = rowsOf<{ number: number }>(
      site,
      "select number from contributions where town_id = ? and visibility in ('hidden', 'pending', 'returned')",
      townId(site),
    )
    expect(hidden.length).toBeGreaterThan(1)
    for (const { number } of hidden)
      for (const end of ['', '/edit', '/desk', '/appeal', '/feed.atom', '.data'])
        expect((await foreign.visitor.get(`${TOWN}/${number}${end}`)).status, `${number}${end}`).not.toBe(200)
  })
})

describe('what is another person’s', () => {
  test('stays so in every form that takes an id: nothing of theirs is changed', async () => {
    const { site, author, own } = walked
    const me = stranger.visitor
    const { personId } = author.actor!
    await author.visitor.post(`${TOWN}/follow`, { followed: 'contribution', id: own.id, wish: 'on' })
    await author.visitor.post(`${TOWN}/${own.number}?index`, { intent: 'support' })
    const session = rowOf<{ id: string }>(site, 'select id from sessions where person_id = ?', personId)
    const before = hashOfRows(site, 'person_id', personId)
    const contribution = JSON.stringify(rowOf(site, 'select * from contributions where id = ?', own.id))
    const more = { personId, person: personId, authorId: personId, userId: personId }
    for (const [path, fields] of [
      ['/me', { intent: 'withdraw-support', town: townId(site), contribution: own.id }],
      ['/me', { intent: 'withdraw-consent', purpose: 'rules' }],
      ['/me', { intent: 'pseudonym', pseudonym: 'Чужая Рука' }],
      ['/me/security', { intent: 'end-session', session: session.id }],
      ['/me/security', { intent: 'end-others' }],
      ['/me/notices', { intent: 'unfollow', town: townId(site), subject: 'contribution', id: own.id }],
      ['/me/data', { choice: 'anonymise' }],
      [`${TOWN}/${own.number}?index`, { intent: 'withdraw' }],
      [`${TOWN}/${own.number}?index`, { intent: 'withdraw-support' }],
      [`${TOWN}/${own.number}/edit`, { body: 'Чужое', title: 'Чужое' }],
      [`${TOWN}/${own.number}/appeal`, { body: 'Чужое' }],
      [`${TOWN}/follow`, { followed: 'contribution', id: own.id, wish: 'off' }],
      // As if it were mine: an id that is taken.
      [`${TOWN}/add`, pinFields(site, { id: own.id })],
    ] as const)
      expect((await me.post(path, { ...fields, ...more })).status, path).toBeLessThan(500)
    expect(hashOfRows(site, 'person_id', personId)).toEqual(before)
    expect(JSON.stringify(rowOf(site, 'select * from contributions where id = ?', own.id))).toBe(contribution)
  })

  test('is not read: an entry before it is published, its photos, their pages', async () => {
    const { site, author } = walked
    const photo = fileOf(await photoWithGps(), 'a.jpg')
    const { number, id } = await sendOne(site, author.visitor, 'proposal', [['photo1', photo]])
    const { id: file, town_id } = rowOf<{ id: string; town_id: string }>(
      site,
      'select id, town_id from photos where contribution_id = ?',
      id,
    )
    const seen = async (me = stranger.visitor) =>
      Promise.all(
        [
          `${TOWN}/${number}`,
          `${TOWN}/${number}.data`,
          `/photos/${town_id}/${file}-l.webp`,
          `/photos/${town_id}/${file}-m.jpg`,
          `${TOWN}/${number}/feed.atom`,
        ].map(async (path) => (await me.get(path)).status),
      )
    await visitAs(site.origin, 'moderator').post(`${TOWN}/desk`, {
      intent: 'decide',
      act: 'hide',
      subject: 'contribution',
      subjectId: id,
      number: String(number),
      reason: 'Проверка',
    })
    expect(await seen()).toEqual([404, 404, 404, 404, 404])
    expect(await seen(foreign.visitor)).toEqual([404, 404, 404, 404, 404])
    expect((await seen(author.visitor)).slice(0, 4)).toEqual([200, 200, 200, 200])
    // Without the consents, which were withdrawn above, they are asked for first.
    expect([302, 404]).toContain((await stranger.visitor.get(`${TOWN}/${number}/edit`)).status)
    expect((await foreign.visitor.get(`${TOWN}/${number}/edit`)).status).toBe(404)
  })

  test('is in nobody else’s archive, list of sessions, or letters', async () => {
    const { site, author } = walked
    const email = rowOf<{ email: string }>(
      site,
      'select email from people where id = ?',
      author.actor!.personId,
    ).email
    for (const path of ['/me', '/me/security', '/me/notices', '/me/data'])
      for (const more of ['', `?person=${author.actor!.personId}`, `?id=${author.actor!.personId}`]) {
        const { status, text } = await stranger.visitor.get(path + more)
        expect(status).toBe(200)
        expect(text).not.toContain(email)
        if (more === '') expect(text).not.toContain(author.actor!.personId)
      }
    const zip = await stranger.visitor.get(`/me/data.zip?person=${author.actor!.personId}`)
    expect(zip.status).toBe(200)
    expect(zip.text).not.toContain(email)
    expect((await visit(site.origin).get('/me/data.zip')).status).toBe(302)
    expect((await stranger.visitor.get('/admin/letters')).status).toBe(403)
    expect((await stranger.visitor.get(`${TOWN}/people/${author.actor!.personId}`)).status).toBe(403)
  })

  test('a ballot is shown to nobody, and a receipt says only yes or no', async () => {
    const { site } = walked
    const [hash] = rowsOf<{ receipt_hash: string }>(site, 'select receipt_hash from ballots limit 1')
    const page = `${TOWN}/processes/${PROCESS.results}/receipt`
    const answer = await stranger.visitor.post(page, { code: 'AAAA-BBBB-CCCC', hash: hash!.receipt_hash })
    expect(answer.status).toBeLessThan(500)
    const choices = rowsOf<{ ballot_id: string }>(site, 'select ballot_id from ballot_choices limit 500')
    expect(choices.length).toBeGreaterThan(0)
    for (const { ballot_id } of choices) expect(answer.text).not.toContain(ballot_id)
  })
})
