import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { NO_FILTER } from '#app/domain/filter.ts'
import { newId } from '#app/models/ids.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { decideModeration } from '#app/models/moderation.server.ts'
import {
  editContribution,
  listOwnContributions,
  withdrawContribution,
} from '#app/models/own-contributions.server.ts'
import { listPhotos } from '#app/models/photos.server.ts'
import { listQueue } from '#app/models/queue.server.ts'
import { supportContribution, withdrawSupport } from '#app/models/supports.server.ts'
import { revisions } from '#db/schema/contributions.server.ts'
import { getStore } from '#db/store.server.ts'
import { getContributionById, marked } from '../contribution-row.ts'
import { CENTRE, DAY, makePerson, makePin, makeProposal, makeScene, makeTown } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

async function revisionsOf(townId: string, id: string) {
  const { read } = await getStore()
  return read
    .select()
    .from(revisions)
    .where(and(eq(revisions.townId, townId), eq(revisions.contributionId, id)))
    .orderBy(asc(revisions.createdAt))
}

async function countFound(townId: string, text: string) {
  return (await countMatching(await conditionOf(townId, { ...NO_FILTER, text }))).all
}

describe('an edit', () => {
  test('describes photos anew, own ones of this contribution only, and keeps what was said before', async () => {
    const { town, author, here } = await makeScene()
    const photo = (alt: string) => ({
      id: newId(),
      alt,
      width: 800,
      height: 600,
      translations: { en: { alt: 'Old' } },
    })
    const [first, second, foreign] = [photo('Спуск'), photo('Пирс'), photo('Чужое')]
    const mine = await makeProposal({ ...here, photos: [first, second] })
    const other = await makeProposal({ ...here, photos: [foreign] })
    await editContribution({
      townId: town.id,
      personId: author.id,
      id: mine.id,
      body: mine.body,
      photoAlts: [
        { id: first.id, alt: 'Спуск' },
        { id: second.id, alt: 'Пирс весной' },
        { id: foreign.id, alt: 'Подменено' },
      ],
    })
    const alts = async (id: string) =>
      (await listPhotos(town.id, [id])).map((row) => [row.alt, row.translations.en?.alt])
    expect(await alts(mine.id)).toEqual([
      ['Спуск', 'Old'],
      ['Пирс весной', undefined],
    ])
    expect(await alts(other.id)).toEqual([['Чужое', 'Old']])
    expect((await revisionsOf(town.id, mine.id))[0]!.before.photos).toEqual([
      { id: second.id, alt: 'Пирс' },
      { id: first.id, alt: 'Спуск' },
    ])
  })

  test('keeps the original and every version after it, and is found by the new words only', async () => {
    const { town, author, here } = await makeScene()
    const original = await makeProposal({
      ...here,
      title: 'Пирс',
      body: 'Построить пирс.',
      costMinor: 100_00,
      categoryId: 'water',
    })
    const edit = (title: string, now: Date) =>
      editContribution({
        townId: town.id,
        personId: author.id,
        id: original.id,
        title,
        body: `${title}!`,
        now,
      })
    const at = (minutes: number) => new Date(Date.now() + minutes * 60_000)
    await edit('Причал', at(1))
    const after = await edit('Лодочная станция', at(2))
    expect(after).toMatchObject({
      number: original.number,
      title: 'Лодочная станция',
      body: 'Лодочная станция!',
      costMinor: 100_00,
      categoryId: 'water',
      visibility: 'published',
      lng: original.lng,
      createdAt: original.createdAt,
    })
    expect(after.editedAt!.getTime()).toBeGreaterThan(original.createdAt.getTime())
    const kept = await revisionsOf(town.id, original.id)
    expect(kept.map((row) => row.before.title)).toEqual(['Пирс', 'Причал'])
    expect(kept[0]!.before).toMatchObject({
      body: 'Построить пирс.',
      costMinor: 100_00,
      geometry: original.geometry,
    })
    expect([await countFound(town.id, 'пирс'), await countFound(town.id, 'ЛОДОЧНАЯ')]).toEqual([0, 1])
    const [item] = await listQueue(town.id)
    expect(item).toMatchObject({ causes: ['edited'], title: 'Лодочная станция', before: { title: 'Причал' } })
  })

  test('may move it, and a move outside is refused whole', async () => {
    const { town, author, here } = await makeScene()
    const pin = await makePin(here)
    const moved: [number, number] = [CENTRE[0] + 0.01, CENTRE[1]]
    const edit = (coordinates: [number, number]) =>
      editContribution({
        townId: town.id,
        personId: author.id,
        id: pin.id,
        body: 'Не здесь, а тут',
        place: { by: 'geometry', geometry: { type: 'Point', coordinates } },
      })
    await expectRefusal(edit([0, 0]), 'place.outside')
    expect(await getContributionById(town.id, pin.id)).toEqual(marked(pin))
    expect(await edit(moved)).toMatchObject({ lng: moved[0], title: 'Не здесь, а тут' })
  })

  test('after somebody supported is refused, and possible again when the support is taken back', async () => {
    const { town, author, here } = await makeScene()
    const pin = await makePin(here)
    const supporter = await makePerson()
    const support = { townId: town.id, personId: supporter.id, contributionId: pin.id }
    await supportContribution(support)
    const edit = () =>
      editContribution({ townId: town.id, personId: author.id, id: pin.id, body: 'Совсем другое' })
    await expectRefusal(edit(), 'contribution.has-supports')
    await expectRefusal(
      withdrawContribution({ townId: town.id, personId: author.id, id: pin.id }),
      'contribution.supported-stays',
    )
    expect((await getContributionById(town.id, pin.id))!.body).toBe(pin.body)
    expect(await revisionsOf(town.id, pin.id)).toEqual([])
    await withdrawSupport(support)
    expect((await edit()).body).toBe('Совсем другое')
  })

  test('and a support at the same moment never leave a supported text that was changed afterwards', async () => {
    const { town, author, here } = await makeScene()
    const supporter = await makePerson()
    for (let round = 0; round < 10; round++) {
      const pin = await makePin(here)
      const [edit, support] = await Promise.allSettled([
        editContribution({ townId: town.id, personId: author.id, id: pin.id, body: 'Изменено' }),
        supportContribution({ townId: town.id, personId: supporter.id, contributionId: pin.id }),
      ])
      expect(support.status).toBe('fulfilled')
      expect((await getContributionById(town.id, pin.id))!.body).toBe(
        edit.status === 'fulfilled' ? 'Изменено' : pin.body,
      )
    }
  })

  test('by somebody else, in another town, of a hidden one, or in a closed phase is refused', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const edit = { townId: town.id, personId: author.id, id: pin.id, body: 'Другое' }
    await expectRefusal(editContribution({ ...edit, personId: moderator.id }), 'contribution.not-author')
    await expectRefusal(
      editContribution({ ...edit, townId: (await makeTown()).id }),
      'contribution.not-found',
    )
    await expectRefusal(editContribution({ ...edit, now: new Date(Date.now() + 31 * DAY) }), 'phase.closed')
    await expectRefusal(editContribution({ ...edit, categoryId: 'ufo' }), 'category.not-found')
    const subject = { type: 'contribution' as const, id: pin.id }
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject,
      act: 'hide',
      reason: 'Реклама',
    })
    await expectRefusal(editContribution(edit), 'contribution.not-published')
    expect(await revisionsOf(town.id, pin.id)).toEqual([])
  })

  test('of a returned one goes back to the desk', async () => {
    const { town, author, moderator, here } = await makeScene()
    const pin = await makePin(here)
    const subject = { type: 'contribution' as const, id: pin.id }
    await decideModeration({
      townId: town.id,
      actorId: moderator.id,
      subject,
      act: 'return',
      reason: 'Уточните место',
    })
    expect((await getContributionById(town.id, pin.id))!.visibility).toBe('returned')
    expect(await listQueue(town.id)).toEqual([])
    const edited = await editContribution({
      townId: town.id,
      personId: author.id,
      id: pin.id,
      body: 'У фонтана',
    })
    expect(edited.visibility).toBe('pending')
    expect((await listQueue(town.id)).map((item) => item.subject.id)).toEqual([pin.id])
    expect(await countFound(town.id, 'фонтана')).toBe(0)
  })

  test('adds and removes photos within the limit', async () => {
    const { town, author, here } = await makeScene()
    const photo = () => ({ id: newId(), alt: '', width: 10, height: 10 })
    const first = photo()
    const pin = await makePin({ ...here, photos: [first] })
    const edit = { townId: town.id, personId: author.id, id: pin.id, body: pin.body }
    await expectRefusal(editContribution({ ...edit, photos: [photo()] }), 'photo.too-many')
    expect(await listPhotos(town.id, [pin.id])).toHaveLength(1)
    await editContribution({ ...edit, photos: [photo()], removedPhotoIds: [first.id] })
    expect(await listPhotos(town.id, [pin.id])).toHaveLength(1)
  })
})

describe('a withdrawal', () => {
  test('takes it out of every list, and twice is once', async () => {
    const { town, author, here } = await makeScene()
    const pin = await makePin({ ...here, body: 'Качели скрипят' })
    const withdrawal = { townId: town.id, personId: author.id, id: pin.id }
    await withdrawContribution(withdrawal)
    await withdrawContribution(withdrawal)
    expect(await countFound(town.id, 'качели')).toBe(0)
    expect((await listOwnContributions(author.id)).map((row) => row.contribution.visibility)).toEqual([
      'withdrawn',
    ])
    await expectRefusal(
      withdrawContribution({ ...withdrawal, personId: (await makePerson()).id }),
      'contribution.not-author',
    )
    await expectRefusal(
      supportContribution({ townId: town.id, personId: (await makePerson()).id, contributionId: pin.id }),
      'contribution.not-published',
    )
  })
})
