import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openIdSite } from './helpers/open-id-site.ts'
import { expectSays, LANGUAGES, sentence, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { PEOPLE } from './helpers/template.ts'
import { published, TOWN } from './helpers/town.ts'
import { codeFor, type Visitor, visit, visitAs } from './helpers/visitor.ts'

const scene = openIdSite()
const { providerId, identities, comeBy } = scene

/** Makes the last proof of everybody older, or newer again. */
function shiftSessions(ms: number) {
  change((database) => database.prepare('update sessions set fresh_at = fresh_at + ?').run(ms))
}

function change(work: (database: Database.Database) => void) {
  const database = new Database(scene.site.databasePath)
  work(database)
  database.close()
}

const idOf = (email: string) =>
  rowOf<{ id: string }>(scene.site, 'select id from people where email = ?', email).id
const linksOf = (personId: string) =>
  rowsOf(scene.site, 'select key_hash from external_identities where person_id = ?', personId).length

describe('a way to a service that begins elsewhere', () => {
  test('is not gone: another site can neither sign anybody in as somebody else nor link its own account', async () => {
    const path = `/sign-in/with${TOWN}/${providerId()}?returnTo=${TOWN}/resident`
    const trips = rowsOf(scene.site, 'select id from identity_trips')
    for (const lang of LANGUAGES) {
      for (const visitor of [visit(scene.site.origin), visitAs(scene.site.origin, 'vera')]) {
        await visitor.speak(lang)
        for (const headers of [
          { 'Sec-Fetch-Site': 'cross-site', Referer: 'https://evil.example/' },
          { 'Sec-Fetch-Site': 'same-site', Referer: `${scene.site.origin}/` },
          { 'Sec-Fetch-Site': 'none' },
          { Referer: 'https://evil.example/' },
          {},
        ]) {
          const answer = await visitor.request(path, { headers: headers as Record<string, string> })
          expect([answer.status, answer.location]).toEqual([200, ''])
          expect(visitor.cookie('sreda_trip')).toBe('')
          // Whoever wants to go on follows a link of ours.
          expect(answer.text).toContain(
            `href="${path.replace(/=.*/, (text) => `=${encodeURIComponent(text.slice(1))}`)}"`,
          )
          expect(wordsIn(answer.text)).toContain(lang === 'ru' ? 'Продолжайте, только если' : 'Go on only if')
        }
      }
    }
    expect(rowsOf(scene.site, 'select id from identity_trips')).toEqual(trips)
    const old = await visit(scene.site.origin).request(path, {
      headers: { Referer: `${scene.site.origin}/sign-in` },
    })
    expect([old.status, new URL(old.location).origin]).toEqual([302, scene.service.issuer])
  })
})

describe('linking', () => {
  test('is asked for on a page of ours; what was shown at the service alone links nothing', async () => {
    const vera = visit(scene.site.origin)
    await vera.signIn(PEOPLE.vera)
    const before = identities()
    const arrived = await comeBy(vera, 'the-attackers-account')
    expect(arrived.location).toBe('/me/link')
    const page = wordsIn((await vera.get('/me/link')).text)
    expect(page).toContain('Городской вход')
    expect(page).toContain('Если вы этого не начинали, не связывайте')
    expect(identities()).toEqual(before)
    expect(await vera.post('/me/link', { intent: 'leave' })).toMatchObject({ location: '/me/security' })
    expect((await vera.post('/me/link', { intent: 'link' })).status).toBe(409)
    // As anybody who came by that account: somebody new.
    const attacker = visit(scene.site.origin)
    await comeBy(attacker, 'the-attackers-account')
    expect(linksOf(idOf(PEOPLE.vera))).toBe(0)
  })

  test('a service that nobody has here becomes one’s own, is told of by letter, listed, and taken off', async () => {
    const anna = visitAs(scene.site.origin, 'anna')
    const annaId = idOf(PEOPLE.anna)
    expect((await comeBy(anna, 'anna-at-the-town')).location).toBe('/me/link')
    shiftSessions(-16 * 60_000)
    for (const lang of LANGUAGES) {
      await anna.speak(lang)
      const stale = await anna.post('/me/link', { intent: 'link' })
      expectSays(stale, 403, lang, sentence(lang, 'session.not-fresh'))
      expect(stale.text).toContain('again=1')
      // She has no app whose code she could type.
      expect(stale.text).not.toContain('name="again"')
    }
    expect(linksOf(annaId)).toBe(0)
    shiftSessions(16 * 60_000)
    expect((await anna.post('/me/link', { intent: 'link' })).location).toBe(`${TOWN}/resident`)
    expect(linksOf(annaId)).toBe(1)
    const told = rowsOf(
      scene.site,
      "select params from letters where recipient = ? and template = 'added-service'",
      PEOPLE.anna,
    )
    expect(told).toEqual([{ params: JSON.stringify({ service: 'Городской вход', page: 'security' }) }])
    await anna.speak('ru')
    expect(wordsIn((await anna.get('/me/security')).text)).toContain(
      `Городской вход ${new URL(scene.service.issuer).host}`,
    )

    // She signs in by it, and again when a sensitive act asks who she is.
    const again = visit(scene.site.origin)
    expect((await comeBy(again, 'anna-at-the-town')).location).toBe(`${TOWN}/resident`)
    shiftSessions(-16 * 60_000)
    const ways = await again.get('/sign-in?returnTo=%2Fme%2Fdata&again=1')
    expect(ways.text).toContain(`/sign-in/with${TOWN}/${providerId()}?returnTo=%2Fme%2Fdata`)
    expect((await comeBy(again, 'anna-at-the-town')).location).toBe(`${TOWN}/resident`)
    const fields = {
      intent: 'unlink',
      service: identities().find((one) => one.person_id === annaId)!.key_hash,
    }
    expect((await anna.post('/me/security', fields)).status).toBe(403)
    await visitAs(scene.site.origin, 'boris').post('/me/security', fields)
    expect(linksOf(annaId)).toBe(1)
    expect((await again.post('/me/security', fields)).location).toBe('/me/security?saved=1')
    expect(linksOf(annaId)).toBe(0)
    shiftSessions(16 * 60_000)
  })

  test('of the staff needs the second factor, and joining brings no passkey of the other account', async () => {
    const mallory = visit(scene.site.origin)
    await comeBy(mallory, 'mallory-with-a-key')
    await mallory.consent()
    const malloryId = identities().at(-1)!.person_id
    const key = 'insert into passkeys values (?, ?, ?, 0, ?, ?, 0, 1, null)'
    change((database) => database.prepare(key).run('mallorys-key', malloryId, 'k', '[]', 'n'))

    const half = visit(scene.site.origin)
    await half.post('/sign-in?index', { email: PEOPLE.moderator, returnTo: '/' })
    await half.post('/sign-in/code', { code: await codeFor(scene.site.origin, PEOPLE.moderator) })
    for (const login of ['mallory-with-a-key', 'a-new-account-of-mallory']) {
      expect((await comeBy(half, login)).location).toBe('/me/link')
      expect((await half.get('/me/link')).location).toBe('/sign-in/second?returnTo=%2Fme%2Flink')
      for (const lang of LANGUAGES)
        for (const intent of ['merge', 'link']) {
          await half.speak(lang)
          const refused = await half.post('/me/link', { intent })
          expectSays(refused, 403, lang, sentence(lang, 'second-factor.missing'))
          expect(refused.text).toContain('href="/sign-in/second?returnTo=%2Fme%2Flink"')
        }
    }
    expect(linksOf(idOf(PEOPLE.moderator))).toBe(0)
    expect(rowOf(scene.site, "select person_id from passkeys where id = 'mallorys-key'")).toEqual({
      person_id: malloryId,
    })

    // With it, it is theirs to decide: and even then the key goes.
    await comeBy(half, 'mallory-with-a-key')
    await half.prove(PEOPLE.moderator)
    expect((await half.post('/me/link', { intent: 'merge' })).location).toBe(`${TOWN}/resident`)
    expect(linksOf(idOf(PEOPLE.moderator))).toBe(1)
    expect(rowsOf(scene.site, "select id from passkeys where id = 'mallorys-key'")).toEqual([])
  })

  test('an account that is somebody’s here already leads to joining', async () => {
    const stranger = visit(scene.site.origin)
    await comeBy(stranger, 'boris-at-the-town')
    await stranger.consent()
    const { number, id } = published(scene.site, 'collect', 'proposal')
    const supports = () =>
      rowOf<{ supports: number }>(scene.site, 'select supports from contributions where id = ?', id).supports
    const before = supports()
    const support = (visitor: Visitor) => visitor.post(`${TOWN}/${number}?index`, { intent: 'support' })
    await support(stranger)
    const boris = visit(scene.site.origin)
    await boris.signIn('boris-two@example.org')
    await boris.consent()
    await support(boris)
    expect(supports()).toBe(before + 2)
    expect((await comeBy(boris, 'boris-at-the-town')).location).toBe('/me/link')
    expect(wordsIn((await boris.get('/me/link')).text)).toContain('не удвоятся')
    const merged = await boris.post('/me/link', { intent: 'merge' })
    expect([merged.status, merged.location]).toEqual([302, `${TOWN}/resident`])
    expect(supports()).toBe(before + 1)
    expect((await stranger.get('/me')).location).toMatch(/^\/sign-in/)
    // What was shown a moment ago is used up, and nobody else's browser has it.
    for (const visitor of [boris, visitAs(scene.site.origin, 'gleb')])
      expect((await visitor.post('/me/link', { intent: 'merge' })).status).toBe(409)
  })
})
