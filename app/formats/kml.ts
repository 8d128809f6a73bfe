import type { Geometry, Position } from 'geojson'
import { escapedXml as escaped } from '#app/formats/xml.ts'

/** Something on the globe; without `geometry` it stands in the list only. */
export interface Placemark {
  name: string
  description: string
  geometry: Geometry | null
  /** The id of a style of the document. */
  style: string
  data: readonly [key: string, label: string, value: string][]
}

/** One kind of things and its colour, #rrggbb. */
export interface KmlStyle {
  id: string
  colour: string
}

export interface KmlHead {
  name: string
  description: string
  styles: readonly KmlStyle[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>'
/** Six decimals of a degree are 11 cm. */
const SCALE = 1e6

/** The beginning of a KML 2.2 document. @see OGC 07-147r2 */
export function kmlHead({ name, description, styles }: KmlHead): string {
  return `${HEAD}${tag('name', name)}${tag('description', htmlOf(description))}${styles.map(styleText).join('')}\n`
}

export const kmlFolder = (name: string) => `<Folder>${tag('name', name)}\n`
export const KML_FOLDER_END = '</Folder>\n'
export const KML_END = '</Document></kml>\n'

export function placemarkText({ name, description, geometry, style, data }: Placemark): string {
  const more = data.map(
    ([key, label, value]) =>
      `<Data name="${escaped(key)}">${tag('displayName', label)}${tag('value', value)}</Data>`,
  )
  return `<Placemark>${tag('name', name)}${tag('description', htmlOf(description))}<styleUrl>#${style}</styleUrl><ExtendedData>${more.join('')}</ExtendedData>${geometry ? shapeText(geometry) : ''}</Placemark>\n`
}

const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`

/** Programs read a description as HTML: a person's words are to stay words. */
const htmlOf = (text: string) => escaped(text).replace(/\r\n?|\n/g, '<br>')

/** KML writes colours as aabbggrr. */
function styleText({ id, colour }: KmlStyle): string {
  const turned = `${colour.slice(5, 7)}${colour.slice(3, 5)}${colour.slice(1, 3)}`
  return `<Style id="${id}"><IconStyle><color>ff${turned}</color><scale>0.9</scale></IconStyle><LineStyle><color>ff${turned}</color><width>3</width></LineStyle><PolyStyle><color>59${turned}</color></PolyStyle></Style>`
}

function shapeText(geometry: Geometry): string {
  switch (geometry.type) {
    case 'Point':
      return `<Point>${positions([geometry.coordinates])}</Point>`
    case 'LineString':
      return `<LineString><tessellate>1</tessellate>${positions(geometry.coordinates)}</LineString>`
    case 'Polygon':
      return polygonText(geometry.coordinates)
    case 'MultiPoint':
      return many(geometry.coordinates.map((one) => shapeText({ type: 'Point', coordinates: one })))
    case 'MultiLineString':
      return many(geometry.coordinates.map((one) => shapeText({ type: 'LineString', coordinates: one })))
    case 'MultiPolygon':
      return many(geometry.coordinates.map(polygonText))
    case 'GeometryCollection':
      return many(geometry.geometries.map(shapeText))
  }
}

const many = (shapes: string[]) => `<MultiGeometry>${shapes.join('')}</MultiGeometry>`

function polygonText([shell = [], ...holes]: Position[][]): string {
  const ring = (name: string, points: Position[]) =>
    `<${name}><LinearRing>${positions(points)}</LinearRing></${name}>`
  return `<Polygon>${ring('outerBoundaryIs', shell)}${holes.map((hole) => ring('innerBoundaryIs', hole)).join('')}</Polygon>`
}

function positions(points: Position[]): string {
  const text = points.map((point) =>
    point
      .slice(0, 2)
      .map((n) => Math.round(n * SCALE) / SCALE)
      .join(','),
  )
  return `<coordinates>${text.join(' ')}</coordinates>`
}
