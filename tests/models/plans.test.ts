import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { numbersNamed } from '#app/domain/plan-numbers.ts'
import { readPlan } from '#app/formats/plans/read-plan.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { townDrawing } from '#app/jobs/drawing.server.ts'
import { drawingOf } from '#app/jobs/drawing-of.server.ts'
import { originalOf } from '#app/jobs/plan-files.server.ts'
import { importPlan } from '#app/jobs/plan-import.server.ts'
import { settlePlan } from '#app/jobs/settle-plan.server.ts'
import { answerContribution, listAnswers } from '#app/models/answers.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { mergeContributions } from '#app/models/merges.server.ts'
import { countAnswersNaming, listMentioned, listPlansOf } from '#app/models/plan-mentions.server.ts'
import {
  getVariant,
  listDrawnLayers,
  listPlanLayers,
  listVariants,
  removePlan,
} from '#app/models/plans.server.ts'
import { answerMentioned, publishPlan } from '#app/models/publish-plan.server.ts'
import { supportContribution } from '#app/models/supports.server.ts'
import { undoMerge } from '#app/models/undo-merge.server.ts'
import { CENTRE, makeProposal, makeScene, squareAround } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'
import { lettersTo, makeReaders, tellAll } from './readers.ts'

const [LNG, LAT] = CENTRE
const town = { lng: LNG, lat: LAT, boundary: squareAround(CENTRE, 0.0334, 0.018) }
const box = bboxOf(town.boundary)
const drawing = drawingOf({ system: { kind: 'epsg', code: 28408 }, axes: 'north-east' }, town)
const square = [
  [LNG, LAT],
  [LNG + 0.001, LAT],
  [LNG + 0.001, LAT + 0.001],
  [LNG, LAT + 0.001],
  [LNG, LAT],
]

function settled(rings: number[][], properties: object = {}, more: object = {}) {
  const geometry = { type: 'Polygon', coordinates: [rings] }
  const features = [{ type: 'Feature', geometry, properties }]
  const text = JSON.stringify({ type: 'FeatureCollection', features, ...more })
  return settlePlan(readPlan(strToU8(text)), { drawing, box })
}
const codes = ({ problems }: ReturnType<typeof settled>) =>
  problems.map(({ code, isRepaired }) => [code, isRepaired])

describe('objects of a file come to where they lie', () => {
  test('from degrees, from the drawing of the town in its order of axes, and from a system that is named', () => {
    const metres = (code: number, axes: 'east-north' | 'north-east') => {
      const { place } = drawingOf({ system: { kind: 'epsg', code }, axes }, town)
      return square.map((position) => place(position))
    }
    const named = { crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::32638' } } }
    const ways = [
      settled(square),
      settled(metres(28408, 'north-east')),
      settled(metres(32638, 'east-north'), {}, named),
    ]
    for (const way of ways) {
      expect(codes(way)).toEqual([])
      const [ring] = (way.objects[0]!.geometry as { coordinates: number[][][] }).coordinates
      for (const [i, position] of ring!.entries())
        expect(distanceM(position as [number, number], square[i] as [number, number])).toBeLessThan(0.01)
    }
  })

  test('exchanged axes are put right; open rings are closed; each is told', () => {
    const swapped = settled(square.map(([lng, lat]) => [lat!, lng!]))
    expect(codes(swapped)).toEqual([['axes.swapped', true]])
    expect(swapped.objects[0]!.geometry).toEqual(settled(square).objects[0]!.geometry)
    const open = settled(square.slice(0, -1))
    expect(codes(open)).toEqual([['ring.closed', true]])
    expect(open.objects[0]!.geometry).toEqual(settled(square).objects[0]!.geometry)
  })

  test('what crosses itself, lies elsewhere or is of an unknown system is left out, and told', () => {
    const [a, b, c, d] = square as [number[], number[], number[], number[]]
    const crossing = settled([a, c, b, d, a])
    expect([crossing.objects, codes(crossing)]).toEqual([[], [['geometry.self-crossing', false]]])
    const far = settled(square.map(([lng, lat]) => [lng! - 30, lat! - 10]))
    expect([far.objects, codes(far)]).toEqual([[], [['place.elsewhere', false]]])
    const strange = settled(square, {}, { crs: { type: 'name', properties: { name: 'EPSG:99999' } } })
    expect([strange.objects, codes(strange)]).toEqual([[], [['system.unknown', false]]])
  })

  test('a drawing of metres that calls them millimetres is read in metres; web maps have a system, too', () => {
    const { place } = drawingOf({ system: { kind: 'epsg', code: 28408 }, axes: 'north-east' }, town)
    const [[x0, y0], [x1, y1]] = [place(square[0]!), place(square[2]!)]
    const line = (unit: number) =>
      `0\nLINE\n8\n0\n10\n${x0 / unit}\n20\n${y0 / unit}\n11\n${x1 / unit}\n21\n${y1 / unit}\n`
    const drawn = (entity: string) =>
      settlePlan(
        readPlan(
          strToU8(
            `0\nSECTION\n2\nHEADER\n9\n$INSUNITS\n70\n4\n0\nENDSEC\n0\nSECTION\n2\nENTITIES\n${entity}0\nENDSEC\n0\nEOF\n`,
          ),
        ),
        { drawing, box },
      )
    const [metres, millimetres] = [drawn(line(1)), drawn(line(0.001))]
    expect([codes(metres), codes(millimetres)]).toEqual([[['units.metres', true]], []])
    for (const { objects } of [metres, millimetres])
      expect(bboxOf(objects[0]!.geometry)[0]).toBeCloseTo(LNG, 7)
    const mercator = square.map(([lng, lat]) => [
      (lng! * 20037508.342789244) / 180,
      (Math.log(Math.tan(((90 + lat!) * Math.PI) / 360)) * 20037508.342789244) / Math.PI,
    ])
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } }
    const web = settled(mercator, {}, { crs })
    expect(codes(web)).toEqual([])
    expect(bboxOf(web.objects[0]!.geometry)[1]).toBeCloseTo(LAT, 7)
  })

  test('of many problems some are kept and the others counted', () => {
    const geometry = { type: 'Point', coordinates: square[0] }
    const properties = { proposal_ids: 'x '.repeat(1000) }
    const features = Array(3).fill({ type: 'Feature', geometry, properties })
    const raw = readPlan(strToU8(JSON.stringify({ type: 'FeatureCollection', features })))
    const { problems, moreProblems } = settlePlan(raw, { drawing, box }, 8000, 25)
    expect([problems.length, moreProblems]).toEqual([25, 35])
  })

  test('numbers of proposals are read as people write them', () => {
    expect(numbersNamed({ proposal_ids: '12, №15; #7 12' })).toEqual({ numbers: [12, 15, 7], unread: [] })
    expect(numbersNamed({ Proposal_I: 12, name: '5' })).toEqual({ numbers: [12], unread: [] })
    expect(numbersNamed({ proposal_ids: '12, весь парк' })).toEqual({
      numbers: [12],
      unread: ['весь', 'парк'],
    })
  })
})

describe('a plan', () => {
  test('is kept whole with its original, published once, and answers what it takes into account', async () => {
    const { town: place, author, moderator, here } = await makeScene()
    const townId = place.id
    const [fresh, answered] = [await makeProposal(here), await makeProposal(here)]
    const [supporter] = await makeReaders(1)
    await supportContribution({ townId, personId: supporter!.id, contributionId: answered.id })
    const answer = { townId, actorId: moderator.id, contributionId: answered.id, body: 'Изучаем' }
    await answerContribution({ ...answer, decision: 'partly', status: 'review' })
    const numbers = `${fresh.number}, ${answered.number}, 999999`
    const properties = { name: '\ud800x', PHONE: '8 900', proposal_ids: numbers }
    const geometry = { type: 'Polygon', coordinates: [square] }
    const bytes = strToU8(JSON.stringify({ type: 'Feature', geometry, properties }))
    const id = newId()
    const sent = { id, town: place, actorId: moderator.id, title: 'Сквер', body: '', version: '1' }
    const file = { name: 'сквер.geojson', bytes }
    const take = (more = {}) => importPlan({ ...sent, file, ...more }, tOf('ru'))
    expect([await take(), await take()]).toEqual([id, id])
    // Corrected after the browser's "back" it is another draft, however often it is sent.
    const corrected = await take({ title: 'Сквер и аллея' })
    expect([await take({ title: 'Сквер и аллея' }), corrected === id]).toEqual([corrected, false])
    expect(await removePlan({ townId, actorId: moderator.id, id: corrected })).toBe('discarded')
    await expectRefusal(getVariant(townId, id), 'plan.not-found')
    const draft = await getVariant(townId, id, { isStaff: true })
    expect(draft).toMatchObject({ state: 'draft', format: 'geojson', fileName: 'сквер.geojson' })
    expect(draft.problems).toMatchObject([{ code: 'proposal.unknown', value: '999999', number: 1 }])
    expect(draft.attributes.map(({ name, sample }) => [name, sample])).toEqual([
      ['name', '\ufffdx'],
      ['PHONE', '8 900'],
      ['proposal_ids', numbers],
    ])
    expect(draft.box).toEqual([LNG, LAT, LNG + 0.001, LAT + 0.001])
    expect(Buffer.from(await originalOf(townId, draft.fileHash)).equals(bytes)).toBe(true)
    expect((await listPlanLayers(townId, id)).map(({ objects }) => objects)).toEqual([1])
    expect(await listPlansOf(townId, fresh.id)).toEqual([])

    const actor = { personId: moderator.id, roles: ['moderator' as const], isPlatformAdmin: false }
    await tellAll()
    const before = new Set((await lettersTo(supporter!.id)).map((letter) => letter.id))
    const words = `Учтено: /plans/${id}`
    const publish = (who = actor) =>
      publishPlan({ townId, id, actor: who, answer: words, attributes: ['name', 'none'] })
    expect(await publish()).toEqual({ answered: 1, told: 1 })
    expect(await publish()).toEqual({ answered: 0, told: 0 })
    const [shown] = await listDrawnLayers(townId, id)
    expect(JSON.parse(shown!.features).features[0].properties).toEqual({ name: '\ufffdx' })
    expect((await getVariant(townId, id)).attributes.map(({ name }) => name)).toEqual(['name'])
    expect((await listPlansOf(townId, fresh.id)).map(({ title }) => title)).toEqual(['Сквер'])
    expect((await listMentioned(townId, id)).map(({ number, decision }) => [number, decision])).toEqual([
      [fresh.number, 'accepted'],
      [answered.number, 'partly'],
    ])
    expect((await listAnswers(townId, [fresh.id])).map(({ body }) => body)).toEqual([words])
    expect(await listAnswers(townId, [answered.id])).toHaveLength(1)
    await tellAll()
    const told = (await lettersTo(supporter!.id)).filter((letter) => !before.has(letter.id))
    expect(told.map(({ template, params }) => [template, params.plan])).toEqual([['plan-followed', 'Сквер']])
    expect((await lettersTo(author.id)).map(({ template }) => template)).toContain('plan')

    expect(await removePlan({ townId, actorId: moderator.id, id })).toBe('withdrawn')
    expect(await countAnswersNaming(townId, id)).toBe(1)
    expect(await listVariants(townId)).toEqual([])
    expect(await listPlansOf(townId, fresh.id)).toEqual([])
    // Shown again it is no news.
    expect(await publish()).toEqual({ answered: 0, told: 0 })
  })

  test('of a planner is answered by whoever may, once; what it names is followed through merges', async () => {
    const { town: place, moderator, here } = await makeScene()
    const townId = place.id
    const [named, other, last] = [
      await makeProposal(here),
      await makeProposal(here),
      await makeProposal(here),
    ]
    const properties = { proposal_ids: named.number }
    const geometry = { type: 'Point', coordinates: square[0] }
    const bytes = strToU8(JSON.stringify({ type: 'Feature', geometry, properties }))
    const sent = { id: newId(), town: place, actorId: moderator.id, title: 'Сад', body: '', version: '' }
    const id = await importPlan({ ...sent, file: { name: 'a', bytes } }, tOf('ru'))
    const merge = (fromId: string, intoId: string) =>
      mergeContributions({ townId, actorId: moderator.id, fromId, intoId, reason: 'Об одном' })
    const [first, second] = [await merge(named.id, other.id), await merge(other.id, last.id)]
    const actorOf = (role: 'planner' | 'moderator') => ({
      personId: moderator.id,
      roles: [role],
      isPlatformAdmin: false,
    })
    const act = { townId, id, answer: 'Учтено' }
    const told = await publishPlan({ ...act, actor: actorOf('planner'), attributes: [] })
    expect(told).toEqual({ answered: 0, told: 1 })
    expect((await listMentioned(townId, id)).map(({ number }) => number)).toEqual([last.number])
    expect((await listPlansOf(townId, last.id)).map(({ title }) => title)).toEqual(['Сад'])
    expect(await answerMentioned({ ...act, actor: actorOf('planner') })).toBe(0)
    expect(await answerMentioned({ ...act, actor: actorOf('moderator') })).toBe(1)
    expect(await answerMentioned({ ...act, actor: actorOf('moderator') })).toBe(0)
    expect((await listAnswers(townId, [last.id])).map(({ body }) => body)).toEqual(['Учтено'])
    for (const [mergeId, intoId] of [
      [second, last.id],
      [first, other.id],
    ] as const)
      await undoMerge({ townId, actorId: moderator.id, mergeId, intoId })
    expect((await listMentioned(townId, id)).map(({ number }) => number)).toEqual([named.number])
    expect(await listPlansOf(townId, last.id)).toEqual([])
  })

  test('of which nothing can be taken leaves nothing', async () => {
    const { town: place, moderator } = await makeScene()
    const sent = { id: newId(), town: place, actorId: moderator.id, title: 'Нет', body: '', version: '' }
    const take = (text: string) =>
      importPlan({ ...sent, file: { name: 'a', bytes: strToU8(text) } }, tOf('ru'))
    await expectRefusal(take('<!DOCTYPE kml><kml/>'), 'plan.unreadable')
    const far = { type: 'Point', coordinates: [0, 0] }
    await expectRefusal(take(JSON.stringify(far)), 'plan.no-objects')
    expect(await listVariants(place.id, { isStaff: true })).toEqual([])
    expect((await townDrawing(place)).isDefault).toBe(true)
  })
})
