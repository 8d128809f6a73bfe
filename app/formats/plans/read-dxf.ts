import type { Geometry, Position } from 'geojson'
import {
  arcPositions,
  circlePositions,
  polylinePositions,
  type Vertex,
} from '#app/formats/plans/dxf-curves.ts'
import { dxfText, type Pair, pairsIn, plainOf } from '#app/formats/plans/dxf-pairs.ts'
import { cleanText, type Meter } from '#app/formats/plans/meter.ts'
import type { Attributes, RawPlan } from '#app/formats/plans/plan.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** $INSUNITS to metres: inches, feet, millimetres, centimetres, metres, kilometres; none said are metres. */
const METRES: Record<number, number> = { 1: 0.0254, 2: 0.3048, 4: 0.001, 5: 0.01, 6: 1, 7: 1000 }
const [CLOSED, BLOCK_TO_SEQEND] = [1, ['VERTEX', 'ATTRIB', 'SEQEND']]
/** Groups that are looked at: texts may come in many, of the others the first counts. */
const [TEXTS, VALUES] = [new Set([1, 3, 1000]), new Set([2, 8, 10, 11, 20, 21, 40, 42, 50, 51, 70, 230])]
const MOST_TEXTS = 500

interface Entity {
  type: string
  values: Map<number, string>
  texts: Pick<Pair, 'code' | 'value'>[]
  /** Of a LWPOLYLINE, or the VERTEX of a POLYLINE. */
  vertices: Vertex[]
  /** ATTRIB of an INSERT. */
  attribs: Entity[]
}

const begun = (type: string): Entity => ({ type, values: new Map(), texts: [], vertices: [], attribs: [] })

/**
 * Reads what is drawn in a DXF's model space: points, lines, polylines (arcs cut into steps), circles, arcs, texts and inserts.
 * An insert is a point with its block's name and attributes: blocks are not unfolded, so that no file can grow by its own
 * blocks. What else is drawn (splines, hatches, dimensions) is listed and left out. Extended data of the form KEY=value
 * are attributes, too.
 *
 * @throws {UnreadableFileError} 'dxf.dwg' | 'dxf.binary' | 'dxf.bad' | 'dxf.empty' and as `Meter`
 */
export function readDxfPlan(bytes: Uint8Array, meter: Meter): RawPlan {
  const { text, encoding, isOther } = dxfText(bytes)
  const plan: RawPlan = { objects: [], problems: [] }
  if (isOther)
    plan.problems.push({ number: null, layer: '', code: 'text.encoding', isRepaired: true, value: encoding })
  let number = 0
  let metresPerUnit = 1
  let hasEntities = false
  for (const item of itemsIn(text, meter)) {
    if ('units' in item) metresPerUnit = METRES[item.units] ?? 1
    else if ('section' in item) hasEntities ||= item.section === 'ENTITIES'
    else {
      meter.addObject()
      number++
      const layer = cleanText(plainOf(first(item.entity, 8) ?? '0'), { letters: 200 })
      if (first(item.entity, 67)?.trim() === '1') continue
      const shape = shapeOf(item.entity, meter)
      if (typeof shape === 'string') {
        const value = item.entity.type.slice(0, 40)
        plan.problems.push({ number, layer, code: shape, isRepaired: false, value })
        continue
      }
      plan.objects.push({
        number,
        layer,
        geometry: shape,
        attributes: attributesOf(item.entity, meter),
        system: { kind: 'drawing', metresPerUnit: 1 },
      })
    }
  }
  if (!hasEntities) throw new UnreadableFileError('dxf.empty', 1)
  for (const object of plan.objects) object.system = { kind: 'drawing', metresPerUnit }
  return plan
}

type Item = { units: number } | { section: string } | { entity: Entity }

/**
 * What a drawing holds that matters: its unit, the names of its sections, and each entity when it is whole. Of an entity
 * only what is used is kept, and its vertices are counted as they come.
 */
function* itemsIn(text: string, meter: Meter): Generator<Item> {
  let section = ''
  let isNaming = false
  let variable = ''
  let entity: Entity | null = null
  /** Whose groups these are: the entity's or a part's; null of one that is not read. */
  let owner: Entity | 'vertex' | null = null
  for (const { code, value } of pairsIn(text, meter)) {
    if (code === 0) {
      const type = value.trim()
      if (entity && BLOCK_TO_SEQEND.includes(type)) {
        owner = partOf(entity, type, meter)
        continue
      }
      if (entity) yield { entity }
      entity = null
      isNaming = type === 'SECTION'
      if (type === 'ENDSEC') section = ''
      else if (section === 'ENTITIES' && !isNaming) entity = begun(type)
      owner = entity
    } else if (isNaming && code === 2) {
      section = value.trim()
      isNaming = false
      yield { section }
    } else if (section === 'HEADER') {
      if (code === 9) variable = value.trim()
      else if (variable === '$INSUNITS' && code === 70) yield { units: Number(value) }
    } else if (entity && owner) {
      if (owner === 'vertex') addTo(entity.vertices, code, value)
      else if (owner.type === 'LWPOLYLINE' && [10, 20, 42].includes(code)) {
        if (code === 10) addVertex(owner, meter)
        addTo(owner.vertices, code, value)
      } else if (TEXTS.has(code)) {
        if (owner.texts.length < MOST_TEXTS) owner.texts.push({ code, value })
      } else if (VALUES.has(code) && !owner.values.has(code)) owner.values.set(code, value)
    }
  }
  if (entity) yield { entity }
}

function partOf(entity: Entity, type: string, meter: Meter): Entity | 'vertex' | null {
  if (type === 'VERTEX') {
    addVertex(entity, meter)
    return 'vertex'
  }
  if (type !== 'ATTRIB' || entity.attribs.length >= meter.limits.attributes) return null
  const attrib = begun(type)
  entity.attribs.push(attrib)
  return attrib
}

function addVertex({ vertices }: Entity, meter: Meter) {
  meter.addVertices(1)
  vertices.push({ x: Number.NaN, y: Number.NaN, bulge: 0 })
}

function addTo(vertices: readonly Vertex[], code: number, value: string) {
  const last = vertices.at(-1)
  if (!last) return
  if (code === 10) last.x = Number(value)
  else if (code === 20) last.y = Number(value)
  else if (code === 42) last.bulge = Number(value) || 0
}

function first({ values, texts }: Entity, code: number): string | undefined {
  return values.get(code) ?? texts.find((text) => text.code === code)?.value
}

function numberAt(entity: Entity, code: number, otherwise = Number.NaN): number {
  const value = first(entity, code)
  return value === undefined || value.trim() === '' ? otherwise : Number(value)
}

function pointAt(entity: Entity, code: number): Position {
  return [numberAt(entity, code), numberAt(entity, code + 10)]
}

function shapeOf(entity: Entity, meter: Meter): Geometry | 'geometry.bad' | 'geometry.kind' {
  const positions = positionsOf(entity)
  if (positions === null) return 'geometry.kind'
  meter.addVertices(Math.max(0, positions.length - entity.vertices.length))
  if (positions.length === 0 || !positions.flat().every(Number.isFinite)) return 'geometry.bad'
  // Of a drawing that is looked at from below (extrusion 0,0,-1) the x of flat entities runs the other way.
  const isMirrored = numberAt(entity, 230, 1) < 0 && !['POINT', 'LINE'].includes(entity.type)
  const line = isMirrored ? positions.map(([x, y]) => [-x!, y!]) : positions
  if (line.length === 1) return { type: 'Point', coordinates: line[0]! }
  const isRing = line.length > 3 && line[0]!.every((value, axis) => value === line.at(-1)![axis])
  return isRing ? { type: 'Polygon', coordinates: [line] } : { type: 'LineString', coordinates: line }
}

/** null for a kind that is not read. */
function positionsOf(entity: Entity): Position[] | null {
  switch (entity.type) {
    case 'POINT':
    case 'INSERT':
    case 'TEXT':
    case 'MTEXT':
      return [pointAt(entity, 10)]
    case 'LINE':
      return [pointAt(entity, 10), pointAt(entity, 11)]
    case 'CIRCLE':
      return circlePositions(pointAt(entity, 10), numberAt(entity, 40))
    case 'ARC':
      return arcPositions(
        pointAt(entity, 10),
        numberAt(entity, 40),
        numberAt(entity, 50),
        numberAt(entity, 51),
      )
    case 'LWPOLYLINE':
      return polylinePositions(entity.vertices, isClosed(entity))
    case 'POLYLINE':
      // Meshes are no line.
      return (numberAt(entity, 70, 0) & 80) !== 0
        ? null
        : polylinePositions(entity.vertices, isClosed(entity))
    default:
      return null
  }
}

const isClosed = (entity: Entity) => (numberAt(entity, 70, 0) & CLOSED) !== 0

function attributesOf(entity: Entity, { limits }: Meter): Attributes {
  const attributes: Attributes = {}
  function set(key: string, value: string) {
    if (key === '' || key === '__proto__' || Object.keys(attributes).length >= limits.attributes) return
    attributes[cleanText(key, { letters: 100 })] = cleanText(plainOf(value), limits)
  }
  if (entity.type === 'INSERT') set('block', first(entity, 2) ?? '')
  if (entity.type === 'TEXT' || entity.type === 'MTEXT')
    set(
      'text',
      entity.texts
        .filter(({ code }) => code === 1 || code === 3)
        .map(({ value }) => value)
        .join(''),
    )
  for (const attrib of entity.attribs) set(plainOf(first(attrib, 2) ?? ''), first(attrib, 1) ?? '')
  for (const { code, value } of entity.texts) {
    const told = code === 1000 ? /^([^=\s][^=]{0,99})=(.*)$/s.exec(plainOf(value)) : null
    if (told) set(told[1]!, told[2]!)
  }
  return attributes
}
