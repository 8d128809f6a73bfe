import type { Geometry, Position } from 'geojson'
import { SaxesParser } from 'saxes'
import { encodingNamed, unicodeText } from '#app/formats/plans/decode.ts'
import { cleanText, type Meter } from '#app/formats/plans/meter.ts'
import { type Attributes, gathered, type RawPlan } from '#app/formats/plans/plan.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

const MOST_DEPTH = 60
const PIECE = 1 << 16
const FOLDERS = ['Document', 'Folder']

interface Placemark {
  name: string
  description: string
  attributes: Attributes
  shapes: Geometry[]
  isBad: boolean
}

interface Area {
  outer: Position[][]
  inner: Position[][]
  isBad: boolean
}

/**
 * Reads the placemarks of a KML document. A document type declaration is refused, whatever it holds: so no entity is ever
 * expanded and nothing outside of the file is asked for. Network links are not followed.
 *
 * @throws {UnreadableFileError} 'xml.bad' | 'xml.doctype' | 'xml.too-deep' | 'encoding.bad' | 'kml.none' and as `Meter`
 */
export function readKmlPlan(bytes: Uint8Array, meter: Meter): RawPlan {
  const text = xmlText(bytes)
  const plan: RawPlan = { objects: [], problems: [] }
  const stack: string[] = []
  const folders: string[] = []
  let number = 0
  let mark: Placemark | null = null
  let [letters, key] = ['', '']
  let area: Area = { outer: [], inner: [], isBad: false }
  let isKml = false

  const parser = new SaxesParser({ xmlns: false, position: true })
  parser.on('error', (error) => {
    throw new UnreadableFileError('xml.bad', parser.line, error.message)
  })
  parser.on('doctype', () => {
    throw new UnreadableFileError('xml.doctype', parser.line)
  })
  parser.on('opentag', ({ name: full, attributes }) => {
    const name = localOf(full)
    stack.push(name)
    if (stack.length > MOST_DEPTH) throw new UnreadableFileError('xml.too-deep', parser.line)
    if (stack.length === 1) isKml = name === 'kml'
    letters = ''
    if (FOLDERS.includes(name)) folders.push('')
    else if (name === 'Placemark') {
      meter.addObject()
      number++
      mark = { name: '', description: '', attributes: {}, shapes: [], isBad: false }
    } else if (name === 'Data' || name === 'SimpleData') key = String(attributes.name ?? '')
    else if (name === 'Polygon') area = { outer: [], inner: [], isBad: false }
  })
  parser.on('text', (piece) => {
    letters += piece
  })
  parser.on('cdata', (piece) => {
    letters += piece
  })
  parser.on('closetag', ({ name: full }) => {
    const name = localOf(full)
    stack.pop()
    const parent = stack.at(-1) ?? ''
    if (mark) mark = closeIn(mark, name, parent)
    else if (name === 'name' && FOLDERS.includes(parent))
      folders[folders.length - 1] = cleanText(letters, { letters: 200 })
    if (FOLDERS.includes(name)) folders.pop()
    letters = ''
  })

  function closeIn(open: Placemark, name: string, parent: string): Placemark | null {
    if (name === 'Placemark') {
      endPlacemark(open)
      return null
    }
    if (parent === 'Placemark' && (name === 'name' || name === 'description'))
      open[name] = cleanText(letters, meter.limits)
    else if ((name === 'value' && parent === 'Data') || name === 'SimpleData') {
      if (key !== '__proto__' && Object.keys(open.attributes).length < meter.limits.attributes)
        open.attributes[cleanText(key, { letters: 100 })] = cleanText(letters, meter.limits)
    } else if (name === 'coordinates') addPositions(open, parent)
    else if (name === 'Polygon') {
      // Without its outline, or a hole of it, it would be another area.
      const { outer, inner, isBad } = area
      if (isBad || outer.length !== 1) open.isBad = true
      else open.shapes.push({ type: 'Polygon', coordinates: [...outer, ...inner] })
    } else if (name === 'Model' || name === 'Track' || name === 'MultiTrack') open.isBad = true
    return open
  }

  function addPositions(open: Placemark, parent: string) {
    const line = positionsOf(letters, meter)
    const isInArea = stack.includes('Polygon')
    if (line === null || line.length === 0) {
      open.isBad = true
      area.isBad ||= isInArea
    } else if (parent === 'Point') open.shapes.push({ type: 'Point', coordinates: line[0]! })
    else if (parent === 'LineString') open.shapes.push({ type: 'LineString', coordinates: line })
    else if (parent === 'LinearRing' && isInArea)
      area[stack.includes('innerBoundaryIs') ? 'inner' : 'outer'].push(line)
    else if (parent === 'LinearRing') open.shapes.push({ type: 'LineString', coordinates: line })
  }

  function endPlacemark({ name, description, attributes, shapes, isBad }: Placemark) {
    const layer = folders.findLast((folder) => folder !== '') ?? ''
    const found = gathered(shapes)
    if (found.length === 0 || isBad) {
      const code = isBad ? 'geometry.bad' : 'geometry.none'
      plan.problems.push({ number, layer, code, isRepaired: false, value: name.slice(0, 200) })
    }
    const all = { ...(name ? { name } : {}), ...(description ? { description } : {}), ...attributes }
    for (const geometry of found)
      plan.objects.push({ number, layer, geometry, attributes: all, system: { kind: 'degrees' } })
  }

  for (let from = 0; from < text.length; from += PIECE) {
    parser.write(text.slice(from, from + PIECE))
    meter.look()
  }
  parser.close()
  if (!isKml) throw new UnreadableFileError('kml.none', 1)
  return plan
}

/** `lng,lat[,height]` between spaces; null where one of them is none. */
function positionsOf(text: string, meter: Meter): Position[] | null {
  const line: Position[] = []
  for (const [word] of text.matchAll(/\S+/g)) {
    meter.addVertices(1)
    const [lng, lat] = word.split(',')
    const position = [Number(lng || Number.NaN), Number(lat || Number.NaN)]
    if (!position.every(Number.isFinite)) return null
    line.push(position)
  }
  return line
}

const localOf = (name: string) => name.slice(name.indexOf(':') + 1)

function xmlText(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200))
  const named = /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*\bencoding=["']([\w.-]+)["']/.exec(head)?.[1]
  const encoding = named ? encodingNamed(named) : 'utf-8'
  if (encoding === null) throw new UnreadableFileError('encoding.bad', 1, named)
  if (encoding.startsWith('utf-')) return unicodeText(bytes)
  return new TextDecoder(encoding).decode(bytes)
}
