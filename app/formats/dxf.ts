import type { Geometry, Position } from 'geojson'
import type { Pages } from '#app/formats/column.ts'
import { type Group, groupBytes, plainText } from '#app/formats/dxf-groups.ts'
import { objectsGroups } from '#app/formats/dxf-objects.ts'
import { outlines, type Span } from '#app/formats/dxf-outlines.ts'
import { legendGroups, outline, pinBlock, pointGroups, textGroups } from '#app/formats/dxf-shapes.ts'
import {
  APP_NAME,
  blocksGroups,
  type DxfLayer,
  handles,
  headerGroups,
  MODEL_SPACE,
  type NextHandle,
  PIN_BLOCK,
  tablesGroups,
} from '#app/formats/dxf-tables.ts'

/** Something with a number on a plan: a pin, and its line or area where it has one. */
export interface DxfPlace {
  layer: string
  /** [lng, lat] of its pin. */
  at: Position
  geometry: Geometry | null
  attributes: readonly [tag: string, value: string][]
}

/** What lies under the pins: the boundary, spaces, designers' plans. */
export interface DxfArea {
  layer: string
  geometry: Geometry
  /** Written at a point inside. */
  name?: { text: string; at: Position }
}

export interface DxfDrawing {
  layers: readonly DxfLayer[]
  areas: Iterable<DxfArea> | AsyncIterable<DxfArea>
  places: Pages<DxfPlace>
  /** Of everything that is drawn. */
  span: Span
  /** Of the town: [west, south, east, north], degrees. */
  box: readonly [number, number, number, number]
  /** [lng, lat] to the drawing's own x and y, metres. */
  place(position: readonly number[]): [x: number, y: number]
  legend: DxfLegend
  /** The tags of every pin, in their order; the first is written beside it. */
  tags: readonly string[]
}

export interface DxfLegend {
  layer: string
  /** What is said under the drawing: its coordinates, rule and moment. */
  lines: readonly string[]
  north: string
  /** "100 м" of a number of metres. */
  metres(value: number): string
}

/** The height of a pin's number, metres: 2.5 mm at 1:1000. */
export const TEXT_M = 2.5
const INVISIBLE = 1

/**
 * Writes a DXF of AutoCAD 2000 in Windows-1251: pins as inserts of one block with attributes, lines and areas as
 * LWPOLYLINE (areas closed, each ring one), all in metres.
 *
 * @returns pieces of the file; memory does not grow with it
 * @see Autodesk, "DXF Reference", AutoCAD 2000 (AC1015)
 */
export async function* dxfChunks(drawing: DxfDrawing): AsyncGenerator<Uint8Array> {
  const next = handles()
  const { span: extent } = drawing
  yield groupBytes(headerGroups(extent, drawing.legend.lines.map(plainText)))
  yield groupBytes(tablesGroups(extent, drawing.layers, next))
  yield groupBytes(blocksGroups(next, (owner) => pinBlock(owner, drawing.tags, next)))
  yield groupBytes([
    [0, 'SECTION'],
    [2, 'ENTITIES'],
  ])
  for await (const area of drawing.areas) yield groupBytes(areaGroups(area, drawing, next))
  for await (const page of drawing.places) {
    yield Buffer.concat(page.map((place) => groupBytes(placeGroups(place, drawing, next))))
  }
  yield groupBytes([...legendGroups({ ...drawing, extent, next }), [0, 'ENDSEC'], ...objectsGroups()])
}

function areaGroups({ layer, geometry, name }: DxfArea, { place }: DxfDrawing, next: NextHandle): Group[] {
  const rings = outlines(geometry, place).flatMap((line) => outline(line, layer, MODEL_SPACE, next()))
  if (geometry.type === 'Point') rings.push(...pointGroups(place(geometry.coordinates), layer, next()))
  if (!name) return rings
  return [
    ...rings,
    ...textGroups({ text: name.text, at: place(name.at), layer, heightM: 2 * TEXT_M, handle: next() }),
  ]
}

function placeGroups(
  { layer, at, geometry, attributes }: DxfPlace,
  { place }: DxfDrawing,
  next: NextHandle,
): Group[] {
  const told: Group[] = [
    [1001, APP_NAME],
    ...attributes.map(([tag, value]): Group => [1000, plainText(`${tag}=${value}`)]),
  ]
  const shapes = geometry
    ? outlines(geometry, place).flatMap((line) => [...outline(line, layer, MODEL_SPACE, next()), ...told])
    : []
  const [x, y] = place(at)
  const insert = next()
  const given = attributes.flatMap(([tag, value], i): Group[] => [
    [0, 'ATTRIB'],
    [5, next()],
    [330, insert],
    [100, 'AcDbEntity'],
    [8, layer],
    [100, 'AcDbText'],
    [10, x + TEXT_M],
    [20, y + TEXT_M / 2 - i * TEXT_M * 1.5],
    [30, 0],
    [40, TEXT_M],
    [1, plainText(value)],
    [7, 'Standard'],
    [100, 'AcDbAttribute'],
    [2, tag],
    [70, i === 0 ? 0 : INVISIBLE],
  ])
  return [
    ...shapes,
    [0, 'INSERT'],
    [5, insert],
    [330, MODEL_SPACE],
    [100, 'AcDbEntity'],
    [8, layer],
    [100, 'AcDbBlockReference'],
    [66, 1],
    [2, PIN_BLOCK],
    [10, x],
    [20, y],
    [30, 0],
    ...given,
    [0, 'SEQEND'],
    [5, next()],
    [330, insert],
    [100, 'AcDbEntity'],
    [8, layer],
  ]
}
