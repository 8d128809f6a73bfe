import type { FeatureCollection } from 'geojson'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { cleanText, PLAN_LIMITS } from '#app/formats/plans/meter.ts'
import { type PlanFileFault, UnreadableFileError } from '#app/formats/unreadable-file.ts'
import type { T } from '#app/i18n/i18n.ts'
import { type Mention, MOST_PROBLEMS, storeDraft } from '#app/models/plans.server.ts'
import { boxOfTown } from '#app/models/town-maps.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { townDrawing } from './drawing.server.ts'
import { forgetOriginal, keepOriginal } from './plan-files.server.ts'
import { readInThread } from './plan-thread.server.ts'
import type { SettledPlan } from './settle-plan.server.ts'

const MB = 1_000_000
const MOST_LAYERS = 200
const MOST_ATTRIBUTES = 200
const SAMPLE_LETTERS = 80
const TOLD = 3

interface Sent {
  id: string
  town: Town
  actorId: string
  title: string
  body: string
  version: string
  file: { name: string; bytes: Uint8Array }
}

/**
 * Reads a designer's file, brings it to the town, and keeps it as a draft with its original: all of it or nothing.
 *
 * @param t  the words that say why not
 * @returns the draft's id
 * @throws {Refusal} 'plan.unreadable' | 'plan.no-objects' | 'plan.too-many-proposals'
 */
export async function importPlan({ id, town, actorId, title, body, version, file }: Sent, t: T) {
  const { format, settled } = await readOrRefuse(town, file.bytes, t)
  if (settled.objects.length === 0)
    throw new Refusal('plan.no-objects', {
      why: [...new Set(settled.problems.map(({ code }) => t(`served.plans.codes.${code}`)))]
        .slice(0, TOLD)
        .join('; '),
    })
  const mentions = new Map<number, Mention>()
  for (const { proposalNumbers, number, layer } of settled.objects)
    for (const named of proposalNumbers) {
      const mention = mentions.get(named)
      if (mention) mention.objects++
      else mentions.set(named, { objects: 1, number, layer })
    }
  const hash = await keepOriginal(town.id, file.bytes)
  const draft = {
    id,
    townId: town.id,
    actorId,
    title,
    body,
    version,
    format,
    file: { name: file.name, hash, bytes: file.bytes.byteLength },
    layers: layersOf(settled),
    problems: settled.problems,
    moreProblems: settled.moreProblems,
    attributes: attributesOf(settled),
    box: bboxOf({
      type: 'GeometryCollection',
      geometries: settled.objects.map(({ geometry }) => geometry),
    }),
    mentions,
  }
  try {
    return await storeDraft(draft)
  } finally {
    // Refused, or the same form again with another file.
    await forgetOriginal(town.id, hash)
  }
}

async function readOrRefuse(town: Town, bytes: Uint8Array, t: T) {
  const { system, axes } = await townDrawing(town)
  const { lng, lat, boundary } = town
  try {
    return await readInThread({
      bytes,
      drawing: { system, axes },
      town: { lng, lat, boundary },
      box: boxOfTown(town),
      mostProblems: MOST_PROBLEMS,
    })
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
    const words = {
      line: error.line,
      mb: PLAN_LIMITS.bytes / MB,
      objects: PLAN_LIMITS.objects,
      vertices: PLAN_LIMITS.vertices,
    }
    throw new Refusal('plan.unreadable', {
      why: t(`served.plans.faults.${error.code as PlanFileFault}`, words),
    })
  }
}

/** Each name that objects carry, with the first value of it: the staff chooses what everybody sees. */
function attributesOf({ objects }: SettledPlan): { name: string; sample: string }[] {
  const found = new Map<string, string>()
  for (const { attributes } of objects)
    for (const [name, value] of Object.entries(attributes)) {
      if (found.get(name) || (found.size >= MOST_ATTRIBUTES && !found.has(name))) continue
      found.set(name, cleanText(String(value ?? ''), { letters: SAMPLE_LETTERS }))
    }
  return [...found].map(([name, sample]) => ({ name, sample }))
}

/** Objects by their layers; of a file with very many layers the rest lies in the last. */
function layersOf({ objects }: SettledPlan): { name: string; features: FeatureCollection }[] {
  const layers = new Map<string, FeatureCollection>()
  for (const { layer, geometry, attributes } of objects) {
    const name = layers.has(layer) || layers.size < MOST_LAYERS ? layer : [...layers.keys()].at(-1)!
    const features = layers.get(name) ?? { type: 'FeatureCollection' as const, features: [] }
    features.features.push({ type: 'Feature', geometry, properties: attributes })
    layers.set(name, features)
  }
  return [...layers].map(([name, features]) => ({ name, features }))
}
