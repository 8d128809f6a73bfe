import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { fileOf, photoWithGps } from './helpers/pictures.ts'
import { expectRefused, LANGUAGES, wordsIn } from './helpers/refused.ts'
import { rowOf, rowsOf } from './helpers/rows.ts'
import { type Site, startSite } from './helpers/site.ts'
import { proposalFields, sendOne, TOWN, townId } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let boris: Visitor
let moderator: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  boris = visitAs(site.origin, 'boris')
  moderator = visitAs(site.origin, 'moderator')
})
afterAll(() => site?.stop())

const ALTS = ['Номер машины соседа', 'Вид на реку']

/** A proposal of Anna's with two described pictures. */
async function withPhotos() {
  const fields = proposalFields(site, { alt1: ALTS[0]!, alt2: ALTS[1]! })
  const answer = await anna.send(`${TOWN}/propose`, fields, [
    ['photo1', fileOf(await photoWithGps(), 'a.jpg')],
    ['photo2', fileOf(await photoWithGps(), 'b.jpg')],
  ])
  const number = Number(/\/(\d+)\?sent=/.exec(answer.location)?.[1])
  const photos = rowsOf<{ id: string }>(
    site,
    'select id from photos where contribution_id = ? order by position',
    fields.id,
  ).map(({ id }) => id)
  expect(photos).toHaveLength(2)
  return { number, id: fields.id!, title: fields.title!, page: `${TOWN}/${number}`, photos }
}

const report = (subjectId: string, more: Record<string, string> = {}) => ({
  intent: 'report',
  subject: 'photo',
  subjectId,
  reason: 'personal-data',
  note: 'Виден номер',
  ...more,
})
const decision = (act: string, photo: string, number: number) => ({
  intent: 'decide',
  act,
  subject: 'photo',
  subjectId: photo,
  number: String(number),
  reason: 'Виден номер машины',
})
const reportsOf = (photo: string) =>
  rowsOf<{ reason: string; settled_at: number | null }>(
    site,
    "select reason, settled_at from reports where subject_type = 'photo' and subject_id = ?",
    photo,
  )
/** What the page unfolds, each from its tag on. */
const detailsIn = (html: string) =>
  html
    .split('<details')
    .slice(1)
    .map((part) => part.split('</details>')[0]!)
const queued = async (photo: string) => {
  const { text } = await moderator.get(`${TOWN}/desk?cause=reported`)
  return text.split('data-card-of-queue').find((card) => card.includes(`value="${photo}"`))
}

describe('a photo', () => {
  test('is reported by itself, comes to the desk once, is hidden, and is gone for everybody else', async () => {
    const { number, id, title, page, photos } = await withPhotos()
    const [bad, good] = photos as [string, string]
    for (const lang of LANGUAGES) {
      await boris.speak(lang)
      const { text } = await boris.get(page)
      for (const [i, photo] of photos.entries()) {
        const item = text.split('<li ').find((part) => part.includes(`name="subjectId" value="${photo}"`))!
        expect(item).toContain(`/${photo}-m.webp`)
        expect(wordsIn(item)).toContain(tOf(lang)('report.photoNumber', { position: i + 1 }))
      }
    }
    await boris.speak('ru')
    const first = await boris.post(`${page}?index`, report(bad))
    expect(first.location).toBe(`${page}?reported=1#notice`)
    expect(wordsIn((await boris.get(`${page}?reported=1`)).text)).toContain(tOf('ru')('report.sent'))
    const again = await boris.post(`${page}?index`, report(bad, { reason: 'spam' }))
    expect(again.status).toBe(302)
    expect(reportsOf(bad)).toEqual([{ reason: 'personal-data', settled_at: null }])

    const card = (await queued(bad))!
    expect(card).toContain(`/${bad}-s.webp`)
    expect(card).not.toContain(`/${good}-s.webp`)
    for (const words of [title, ALTS[0]!, 'Виден номер', tOf('ru')('report.reasons.personal-data')])
      expect(wordsIn(card)).toContain(words)
    expect(await queued(good)).toBeUndefined()

    const hidden = await moderator.post(`${TOWN}/desk`, decision('hide', bad, number))
    expect(hidden.status).toBe(302)
    expect(await queued(bad)).toBeUndefined()
    expect(reportsOf(bad)[0]!.settled_at).not.toBeNull()
    expect(rowOf(site, 'select visibility from contributions where id = ?', id)).toEqual({
      visibility: 'published',
    })
    for (const reader of [visit(site.origin), boris, visitAs(site.origin, 'planner')]) {
      for (const path of [page, `${page}.data`, `${TOWN}?text=${encodeURIComponent(title)}`]) {
        const { text } = await reader.get(path)
        expect(text).toContain(title)
        expect(text, path).not.toContain(bad)
        expect(text, path).not.toContain(ALTS[0])
        expect(text, path).toContain(`${good}-`)
      }
      for (const end of ['s.webp', 'm.webp', 'l.webp', 'm.jpg'])
        expect((await reader.get(`/photos/${townId(site)}/${bad}-${end}`)).status).toBe(404)
    }
    expect((await visit(site.origin).get(page)).text).toMatch(
      new RegExp(`<meta property="og:image" content="[^"]*${good}`),
    )
    for (const seer of [anna, moderator]) {
      const { text } = await seer.get(page)
      expect(text).toContain(`${bad}-`)
      expect(wordsIn(text)).toContain(tOf('ru')('contribution.photoHidden'))
    }

    await moderator.post(`${TOWN}/desk`, decision('restore', bad, number))
    const { text } = await visit(site.origin).get(page)
    expect(text).toContain(`${bad}-`)
    expect(wordsIn(text)).not.toContain(tOf('ru')('contribution.photoHidden'))
  })

  test('that stands alone has no number in its form; its author and strangers have no form', async () => {
    const { number, id } = await sendOne(site, anna, 'pin', [
      ['photo1', fileOf(await photoWithGps(), 'a.jpg')],
    ])
    const photo = rowOf<{ id: string }>(site, 'select id from photos where contribution_id = ?', id).id
    const formIn = async (who: Visitor) =>
      detailsIn((await who.get(`${TOWN}/${number}`)).text).find((part) => part.includes(photo))
    expect(wordsIn(`<${await formIn(boris)}`).trim()).toMatch(
      `${tOf('ru')('report.photo')} ${tOf('ru')('report.title')}`,
    )
    expect(await formIn(anna)).toBeUndefined()
    expect(await formIn(visit(site.origin))).toBeUndefined()
  })

  test('is not reported by who is not signed in, nor where it is not, nor where nobody sees it', async () => {
    const { number, id, page, photos } = await withPhotos()
    const send = (to: string, subjectId: string) => (who: Visitor) =>
      who.post(`${to}?index`, report(subjectId))
    await expectRefused(site, visit(site.origin), send(page, photos[0]!), 401, 'person.not-signed-in')
    await expectRefused(site, boris, send(page, newId()), 404, 'photo.not-found')
    await moderator.post(`${TOWN}/desk`, decision('hide', photos[0]!, number))
    await expectRefused(site, boris, send(page, photos[0]!), 409, 'contribution.not-published')
    const other = await sendOne(site, anna, 'pin')
    await moderator.post(`${TOWN}/desk`, {
      ...decision('hide', id, number),
      subject: 'contribution',
    })
    await expectRefused(
      site,
      boris,
      send(`${TOWN}/${other.number}`, photos[1]!),
      409,
      'contribution.not-published',
    )
    expect(reportsOf(photos[0]!)).toEqual([])
  })

  test('of two has its own form, which keeps what was typed when it is refused', async () => {
    const { page, photos } = await withPhotos()
    await boris.speak('ru')
    const note = 'Подробно. '.repeat(200)
    const answer = await boris.post(`${page}?index`, report(photos[1]!, { note, reason: 'off-topic' }))
    expect(answer.status).toBe(400)
    const forms = detailsIn(answer.text).filter((part) => part.includes('name="subjectId"'))
    const [mine] = forms.filter((part) => part.includes(note.trim()))
    expect(mine).toContain(`name="subjectId" value="${photos[1]}"`)
    expect(mine!.slice(0, mine!.indexOf('>'))).toContain('open')
    expect(mine).toMatch(/<option[^>]*value="off-topic"[^>]*selected/)
    expect(forms.filter((part) => part.includes(note.trim()))).toHaveLength(1)
    expect(reportsOf(photos[1]!)).toEqual([])
  })
})
