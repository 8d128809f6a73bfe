import type { FeatureCollection } from 'geojson'
import sharp from 'sharp'
import { Refusal } from '#app/domain/refusal.ts'
import type { VersionContent } from '#app/models/change-variants.server.ts'
import { getVariant, listDrawnLayers } from '#app/models/plans.server.ts'
import { drawPlan } from './plan-picture.server.ts'
import { forgetDrawing, takeDrawing } from './variant-drawings.server.ts'

/** What a version is drawn by: a file of its own, or the layers of a designers' plan. */
export type Source = { file: { name: string; bytes: Uint8Array }; page: number } | { planId: string }

type Drawn = Pick<
  VersionContent,
  'planId' | 'fileName' | 'fileBytes' | 'drawing' | 'width' | 'height' | 'levels' | 'placement'
>

/** Decoding one takes up to a quarter of a gigabyte, and the same file may come twice: they take turns. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * Makes a version's drawing ready, then keeps what `keep` writes about it; where that fails, the files go again.
 *
 * @throws {Refusal} as `takeDrawing`, as `keep`, 'plan.not-found' | 'variant.empty-plan'
 */
export async function withDrawing<Kept>(
  townId: string,
  source: Source,
  keep: (drawn: Drawn) => Promise<Kept>,
): Promise<Kept> {
  const done = turn.then(() => draw(townId, source, keep))
  turn = done.catch(() => undefined)
  return done
}

async function draw<Kept>(
  townId: string,
  source: Source,
  keep: (drawn: Drawn) => Promise<Kept>,
): Promise<Kept> {
  const drawn = 'planId' in source ? await ofPlan(townId, source.planId) : await ofFile(townId, source)
  try {
    return await keep(drawn)
  } finally {
    await forgetDrawing(townId, drawn.drawing)
  }
}

async function ofFile(townId: string, { file, page }: Extract<Source, { page: number }>): Promise<Drawn> {
  const taken = await takeDrawing(townId, file.bytes, page)
  return { ...taken, planId: null, fileName: file.name, fileBytes: file.bytes.byteLength, placement: null }
}

async function ofPlan(townId: string, planId: string): Promise<Drawn> {
  const { box } = await getVariant(townId, planId, { isStaff: true })
  const stored = await listDrawnLayers(townId, planId)
  const layers = stored.map(({ position, features }) => ({
    position,
    features: JSON.parse(features) as FeatureCollection,
  }))
  if (layers.every(({ features }) => features.features.length === 0)) throw new Refusal('variant.empty-plan')
  const { svg, placement } = drawPlan(layers, box)
  const png = await sharp(Buffer.from(svg), { unlimited: true }).png().toBuffer()
  const taken = await takeDrawing(townId, png)
  return {
    ...taken,
    planId,
    fileName: '',
    fileBytes: png.byteLength,
    placement: { ...placement, method: 'exact', pairs: [], residualsM: [] },
  }
}
