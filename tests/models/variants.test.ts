import { strToU8 } from 'fflate'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { distanceM } from '#app/domain/geometry/measure.ts'
import { toGround, toPixel } from '#app/domain/variants/placement.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { importPlan } from '#app/jobs/plan-import.server.ts'
import { drawingFile, forgetDrawing } from '#app/jobs/variant-drawings.server.ts'
import { type Source, withDrawing } from '#app/jobs/variant-version.server.ts'
import {
  addVersion,
  chooseVariant,
  createVariant,
  publishVariant,
  removeVariant,
} from '#app/models/change-variants.server.ts'
import { deleteAccount } from '#app/models/deletion.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listWaitingRemarks, moderateRemark, resolveRemark } from '#app/models/remark-desk.server.ts'
import { listRemarkReports, listRemarks, pinRemark, reportRemark } from '#app/models/remarks.server.ts'
import { getChoice, getConceptVariant, listConceptVariants } from '#app/models/variants.server.ts'
import { CENTRE, makePeople, makeProposal, makeScene } from '../factories.ts'
import { expectRefusal } from './expect-refusal.ts'

const WORDS = {
  note: '',
  body: 'Две террасы',
  costMinor: 500_000_00,
  works: 'Свет',
  gains: '',
  losses: '',
  translations: {},
}

function picture(width = 1200, height = 900, background = '#e8f0e0'): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer()
}

const ofBytes = (bytes: Uint8Array, page = 1): Source => ({ file: { name: 'план.png', bytes }, page })

async function makeVariant(
  more: { optionNumber?: number; bytes?: Buffer; scene?: Awaited<ReturnType<typeof makeScene>> } = {},
) {
  const scene = more.scene ?? (await makeScene({ kind: 'discuss' }))
  const { town, process, moderator } = scene
  const townId = town.id
  const [id, versionId] = [newId(), newId()]
  const by = { townId, actorId: moderator.id }
  const bytes = more.bytes ?? (await picture())
  const create = () =>
    withDrawing(townId, ofBytes(bytes), (drawn) =>
      createVariant({
        ...by,
        id,
        versionId,
        processId: process.id,
        spaceId: null,
        title: 'Террасы',
        optionNumber: more.optionNumber ?? null,
        content: { ...WORDS, ...drawn },
      }),
    )
  await create()
  return { scene, townId, by, id, versionId, process, create }
}

describe('a variant', () => {
  test('is a draft, then everybody’s; a newer version takes the place of the old one when it is published', async () => {
    const { townId, by, id, process, create } = await makeVariant()
    expect(await create()).toBe(id)
    await expectRefusal(getConceptVariant(townId, id), 'variant.not-found')
    expect(await listConceptVariants(townId, process.id)).toEqual([])
    await publishVariant({ ...by, id })
    const [first] = await listConceptVariants(townId, process.id)
    expect(first!.shown).toMatchObject({ version: 1, width: 1200, height: 900, levels: 3 })
    for (const file of ['m.webp', 's.webp', 'original', '0-0-0.webp', '2-2-1.webp'])
      expect(await drawingFile(townId, first!.shown.drawing, file)).not.toBeNull()
    for (const file of ['2-3-0.webp', '../original', '9-0-0.webp'])
      expect(await drawingFile(townId, first!.shown.drawing, file)).toBeNull()

    const add = async (versionId: string) =>
      withDrawing(townId, ofBytes(await picture(1200, 900, '#ffffff')), (drawn) =>
        addVersion({ ...by, variantId: id, versionId, content: { ...WORDS, ...drawn, note: 'Пандус' } }),
      )
    const versionId = newId()
    expect([await add(versionId), await add(versionId)]).toEqual([2, 2])
    await expectRefusal(add(newId()), 'variant.has-draft')
    expect((await getConceptVariant(townId, id)).versions.map(({ version }) => version)).toEqual([1])
    await publishVariant({ ...by, id })
    expect((await getConceptVariant(townId, id)).versions.map(({ version }) => version)).toEqual([2, 1])
    await chooseVariant({ ...by, processId: process.id, variantId: id, reason: 'Дешевле в уходе' })
    expect(await getChoice(townId, process.id)).toMatchObject({ number: 1, version: 2, title: 'Террасы' })
    expect(await removeVariant({ ...by, id })).toMatchObject({ done: 'withdrawn' })
    expect(await getChoice(townId, process.id)).toBeNull()
  })

  test('that nobody has seen goes whole, with its files', async () => {
    const { townId, by, id, process } = await makeVariant()
    const [draft] = await listConceptVariants(townId, process.id, { isStaff: true })
    const { done, drawing } = await removeVariant({ ...by, id })
    expect(done).toBe('gone')
    await forgetDrawing(townId, drawing!)
    expect(await drawingFile(townId, draft!.shown.drawing, 'original')).toBeNull()
    expect(await listConceptVariants(townId, process.id, { isStaff: true })).toEqual([])
  })

  test('may be drawn by the layers of a designers’ plan, which lie where they are', async () => {
    const { scene, townId, by, id } = await makeVariant()
    const [lng, lat] = CENTRE
    const ring = [
      [lng, lat],
      [lng + 0.002, lat],
      [lng + 0.002, lat + 0.001],
      [lng, lat],
    ]
    const geometry = { type: 'Polygon', coordinates: [ring] }
    const bytes = strToU8(JSON.stringify({ type: 'Feature', geometry, properties: {} }))
    const sent = { id: newId(), town: scene.town, actorId: by.actorId, title: 'Сад', body: '', version: '' }
    const planId = await importPlan({ ...sent, file: { name: 'a', bytes } }, tOf('ru'))
    await publishVariant({ ...by, id })
    await withDrawing(townId, { planId }, (drawn) =>
      addVersion({ ...by, variantId: id, versionId: newId(), content: { ...WORDS, ...drawn } }),
    )
    const [drawn] = (await getConceptVariant(townId, id, { isStaff: true })).versions
    expect(drawn).toMatchObject({ planId, fileName: '', placement: { method: 'exact' } })
    const { placement, width, height } = drawn!
    const middle = toGround(placement!, [width / 2, height / 2])
    expect(distanceM(middle, [lng + 0.001, lat + 0.0005])).toBeLessThan(0.01)
    // The corner without a side is paper; the middle of the side below is drawn.
    const file = await drawingFile(townId, drawn!.drawing, 'original')
    const [x, y] = toPixel(placement!, [lng + 0.001, lat]).map(Math.round)
    const colourAt = async (left: number, top: number) => [
      ...(await sharp(file!).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
    ]
    expect((await colourAt(x!, y!)).slice(0, 3)).toEqual([0xb3, 0x40, 0x1f])
    expect((await colourAt(5, 5)).slice(0, 3)).toEqual([255, 255, 255])
  })

  test('is not drawn by what is no picture, or too much of one', async () => {
    const { townId, by, id } = await makeVariant()
    await publishVariant({ ...by, id })
    const whole = await picture(2000, 2000, '#777777')
    const bomb = Buffer.from(await picture(64, 64))
    // The head says 60,000 x 60,000.
    bomb.writeUInt32BE(60_000, 16)
    bomb.writeUInt32BE(60_000, 20)
    const svg = strToU8('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>')
    for (const [bytes, code] of [
      [strToU8('GIF89a?'), 'variant.not-an-image'],
      [svg, 'variant.not-an-image'],
      [whole.subarray(0, whole.length - 40), 'variant.not-an-image'],
      [strToU8('%PDF-1.7\nnothing'), 'variant.not-an-image'],
      [await picture(40, 900), 'variant.too-small'],
      [bomb, 'variant.too-many-pixels'],
      [Buffer.alloc(40_000_001), 'variant.too-big'],
    ] as const)
      await expectRefusal(
        withDrawing(townId, ofBytes(bytes), async () => 'kept'),
        code,
      )
    expect((await getConceptVariant(townId, id, { isStaff: true })).versions).toHaveLength(1)
  })

  test('stands for a proposal of its own process only', async () => {
    const scene = await makeScene()
    const proposal = await makeProposal(scene.here)
    const { townId, by, id } = await makeVariant({ scene, optionNumber: proposal.number })
    await publishVariant({ ...by, id })
    expect((await getConceptVariant(townId, id)).option?.number).toBe(proposal.number)
    await expectRefusal(makeVariant({ scene, optionNumber: 9999 }), 'variant.no-option')
    const { process } = await makeScene({ kind: 'discuss' })
    await expectRefusal(
      chooseVariant({ ...by, processId: process.id, variantId: id, reason: 'x' }),
      'variant.not-found',
    )
    await expectRefusal(
      chooseVariant({ ...by, processId: scene.process.id, variantId: id, reason: ' ' }),
      'reason.missing',
    )
  })
})

describe('a remark', () => {
  async function makePublished() {
    const made = await makeVariant()
    await publishVariant({ ...made.by, id: made.id })
    const [writer, reader] = await makePeople(2)
    const pin = (more: Partial<Parameters<typeof pinRemark>[0]> = {}) =>
      pinRemark({
        id: newId(),
        townId: made.townId,
        personId: writer!.id,
        variantId: made.id,
        version: 1,
        at: [300, 200],
        body: 'Нужна тень',
        ...more,
      })
    return { ...made, writer: writer!, reader: reader!, pin }
  }

  test('is pinned once, on the drawing, to the version that is shown', async () => {
    const { townId, by, id, pin } = await makePublished()
    const remarkId = newId()
    const sent = [await pin({ id: remarkId }), await pin({ id: remarkId })]
    expect(sent).toEqual([
      { id: remarkId, number: 1, isPending: false },
      { id: remarkId, number: 1, isPending: false },
    ])
    expect((await pin({ id: remarkId, body: 'Нужна лавка' })).number).toBe(2)
    expect((await pin({ at: [1200, 900] })).number).toBe(3)
    await expectRefusal(pin({ at: [1201, 10] }), 'variant.off-drawing')
    await expectRefusal(pin({ version: 2 }), 'variant.newer-version')
    await expectRefusal(pin({ now: new Date('2001-01-01') }), 'phase.closed')
    expect((await pin({ now: new Date('2001-01-01'), isStaff: true })).number).toBe(4)
    await removeVariant({ ...by, id })
    await expectRefusal(pin(), 'variant.not-found')
    expect((await listRemarks(townId, id)).map(({ remark }) => remark.number)).toEqual([1, 2, 3, 4])
  })

  test('is answered with a reason, reported, hidden and shown again; the desk knows what waits', async () => {
    const { townId, by, id, reader, pin } = await makePublished()
    const { id: remarkId } = await pin()
    const act = { ...by, remarkId }
    await expectRefusal(resolveRemark({ ...act, resolution: 'taken', reply: ' ' }), 'reason.missing')
    await resolveRemark({ ...act, resolution: 'partly', reply: 'Два дерева' })
    const complain = () =>
      reportRemark({ townId, personId: reader.id, remarkId, reason: 'spam', note: 'реклама' })
    await complain()
    await complain()
    expect(await listRemarkReports(townId, [remarkId])).toHaveLength(1)
    expect(await listWaitingRemarks(townId)).toMatchObject([{ variantId: id, count: 1 }])
    await expectRefusal(moderateRemark({ ...act, act: 'hide', reason: '' }), 'reason.missing')
    await expectRefusal(moderateRemark({ ...act, act: 'return', reason: 'x' }), 'input.bad')
    await moderateRemark({ ...act, act: 'hide', reason: 'Реклама' })
    expect(await listWaitingRemarks(townId)).toEqual([])
    await expectRefusal(complain(), 'comment.not-found')
    await moderateRemark({ ...act, act: 'restore', reason: '' })
    const [{ remark }] = (await listRemarks(townId, id)) as [Awaited<ReturnType<typeof listRemarks>>[number]]
    expect(remark).toMatchObject({ visibility: 'published', resolution: 'partly', hiddenReason: '' })
  })

  test('of who leaves stays without a name, or goes with its words', async () => {
    const { townId, id, writer, reader, pin } = await makePublished()
    await pin()
    await pin({ personId: reader.id })
    await deleteAccount({ personId: writer.id, choice: 'anonymise' })
    await deleteAccount({ personId: reader.id, choice: 'remove' })
    expect((await listRemarks(townId, id)).map(({ remark }) => [remark.authorId, remark.body])).toEqual([
      [null, 'Нужна тень'],
    ])
  })
})
