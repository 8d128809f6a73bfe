import { describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { findSimilar, listRefusedNumbers } from '#app/models/similar.server.ts'
import { CENTRE, makeProposal, makeScene } from '../factories.ts'

const BENCH = {
  title: 'Скамейки со спинками у школы',
  body: 'Поставить удобные скамейки со спинками вдоль дорожки от школы к остановке.',
}

async function scene() {
  const made = await makeScene({ settings: { moderation: 'post' } })
  const bench = await makeProposal({ ...made.here, ...BENCH })
  await makeProposal({ ...made.here, title: 'Пандус в аптеку', body: 'Сделать пандус с перилами у входа.' })
  const find = (text: string, more = {}) => findSimilar({ townId: made.town.id, text, ...more })
  return { ...made, bench, find }
}

const near = (metres: number) => [CENTRE[0]!, CENTRE[1]! + metres / 111_320]

describe('similar ones', () => {
  test('are found by stems whatever the endings, and with misspelled words', async () => {
    const { bench, find } = await scene()
    for (const text of [
      'Нужна скамейка со спинкой возле школы, вдоль дорожек',
      'скамейки со спинкой у школы, вдоль дорошки к остановке',
    ])
      expect((await find(text, { point: CENTRE })).map(({ number }) => number)).toEqual([bench.number])
    expect(await find('Вырубить старые тополя на Советской улице', { point: CENTRE })).toEqual([])
    expect(await find('', { point: CENTRE })).toEqual([])
  })

  test('count for less the farther they are, and for nothing past the radius', async () => {
    const { find } = await scene()
    const text = `${BENCH.title} ${BENCH.body}`
    const scores = []
    for (const metres of [0, 60, 120]) scores.push((await find(text, { point: near(metres) }))[0]?.score ?? 0)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(new Set(scores).size).toBe(3)
    expect((await find(text, { point: near(20) }))[0]).toMatchObject({ isStrong: true, distanceM: 20 })
    expect(await find(text, { point: near(900) })).toEqual([])
  })

  test('are of the town, in sight, and never the text itself', async () => {
    const { bench, find } = await scene()
    const text = `${BENCH.title} ${BENCH.body}`
    expect(await find(text, { point: CENTRE, exceptId: bench.id })).toEqual([])
    const elsewhere = await scene()
    expect((await elsewhere.find(text, { point: CENTRE })).map(({ id }) => id)).toEqual([elsewhere.bench.id])
  })

  test('that an author called different are remembered with what they sent', async () => {
    const { town, here, bench } = await scene()
    const own = await makeProposal({
      ...here,
      id: newId(),
      title: 'Скамейки у больницы',
      differentFrom: [bench.number, 9999, bench.number],
    })
    expect(await listRefusedNumbers(town.id, own.id)).toEqual([bench.number])
    expect(await listRefusedNumbers(town.id, bench.id)).toEqual([])
  })
})
