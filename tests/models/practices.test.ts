import { describe, expect, test } from 'vitest'
import type { PracticeFact } from '#app/domain/practices.ts'
import { newId } from '#app/models/ids.server.ts'
import {
  type CaseWords,
  getAnyCase,
  getCase,
  listAllCases,
  listCasePlaces,
  listCases,
  saveCase,
  takeCases,
} from '#app/models/practices.server.ts'
import { readPractices } from '#app/seed/practices.server.ts'
import { makePerson } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const ALL = { text: '', kind: null, band: null }
const fact: PracticeFact = {
  section: 'cost',
  label: 'Грант',
  value: '5 млн ₽',
  happened: '2024',
  source: 'Газета',
  sourceAddress: '',
  sourceDate: '',
  en: { label: '', value: '', source: '' },
}

const wordsOf = (slug: string, more: Partial<CaseWords> = {}): CaseWords => ({
  slug,
  spaceKind: 'yard',
  townName: 'Озёрск-на-Выдумке',
  region: '',
  sizeBand: null,
  yearFrom: 2024,
  yearTo: null,
  title: 'Двор с лавочками',
  summary: 'Поставили лавочки и посадили липы',
  facts: [fact],
  lng: null,
  lat: null,
  translations: {},
  ...more,
})

const slugs = async (filter: Partial<Parameters<typeof listCases>[0]>) =>
  (await listCases({ ...ALL, ...filter })).cases.map(({ slug }) => slug).sort()

describe('the library', () => {
  test('takes in its files once, replaces what has changed in them, and leaves alone what was changed by hand', async () => {
    const cases = readPractices()
    expect(await takeCases(cases)).toBe(cases.length)
    expect(await takeCases(cases)).toBe(0)
    expect((await listCases(ALL)).count).toBe(cases.length)

    const [first, second] = [cases[0]!, cases.at(-1)!].map((one) => ({
      ...one,
      summary: `${one.summary} Иначе.`,
    }))
    expect(await takeCases([first!])).toBe(1)
    expect((await getCase(first!.slug)).summary).toBe(first!.summary)

    const { id: actorId } = await makePerson()
    const row = await getCase(second!.slug)
    const { slug, ...words } = cases.at(-1)!
    await saveCase({
      ...words,
      slug: `${slug}-anew`,
      title: 'Своими словами',
      id: row.id,
      actorId,
      state: 'hidden',
      seen: row.updatedAt.getTime(),
    })
    expect(await takeCases([second!])).toBe(0)
    await expectRefusal(getCase(slug), 'practice.not-found')
    expect((await getAnyCase(row.id)).title).toBe('Своими словами')
    expect((await listAllCases()).at(-1)?.id).toBe(row.id)
  })

  test('is found by words in any form and language, by kind and by size', async () => {
    expect(await slugs({ text: 'набережные Мокши' })).toEqual(['temnikov-moksha-embankment'])
    expect(await slugs({ text: 'embankments' })).toContain('temnikov-moksha-embankment')
    expect(await slugs({ text: 'бульв' })).toEqual(['vyksa-pereplavka-boulevard'])
    expect(await slugs({ kind: 'park', band: 'to-10k' })).toEqual([
      'temnikov-astrakhantsev-park',
      'temnikov-small-park',
    ])
    expect(await slugs({ text: 'метро' })).toEqual([])
    expect((await slugs({ text: '  — %_ ' })).length).toBeGreaterThan(5)
    const places = await listCasePlaces()
    expect(new Set(places.map(({ lng, lat }) => `${lng} ${lat}`)).size).toBe(2)
  })

  test('keeps what its editor saw: the same form twice is one case, a late one is refused', async () => {
    const { id: actorId } = await makePerson()
    const id = newId()
    const fresh = { ...wordsOf('dvor'), id, actorId, state: 'draft' as const, seen: null }
    await saveCase(fresh)
    await saveCase(fresh)
    await expectRefusal(getCase('dvor'), 'practice.not-found')
    expect(await slugs({ text: 'лавочек' })).toEqual([])
    const { updatedAt } = await getAnyCase(id)
    const seen = updatedAt.getTime()
    const now = new Date(seen + 1)
    await expectRefusal(saveCase({ ...fresh, facts: [], state: 'published', seen, now }), 'practice.no-facts')
    await saveCase({ ...fresh, state: 'published', seen, now })
    expect(await slugs({ text: 'лавочек' })).toEqual(['dvor'])
    await expectRefusal(saveCase({ ...fresh, title: 'Поздно', seen }), 'practice.changed')
    await expectRefusal(saveCase({ ...fresh, id: newId() }), 'slug.taken')
    await expectRefusal(saveCase({ ...fresh, id: newId(), slug: 'other', seen }), 'practice.not-found')
  })
})
