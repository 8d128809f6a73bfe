import type { LineString, Point, Polygon, Position } from 'geojson'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { roundPosition } from '#app/domain/geometry/round.ts'
import { cleaned } from '#app/domain/text.ts'
import { DONT_KNOW } from './dont-know.ts'
import { FORM_LIMITS, type FormContent, type Question, type QuestionOf } from './form.ts'
import { shownQuestions } from './shown.ts'

const MOST_VERTICES = 200
const GRID_M = 250

/** choice: an option; many: options; scale: a step, null = don't know; number; text; places as GeoJSON. */
export type Value = string | string[] | number | null | Point | LineString | Polygon
export type Values = Record<string, Value>
export type FaultCode = 'required' | 'choice' | 'number' | 'range' | 'too-long' | 'place' | 'place-far'

export interface Fault {
  question: string
  code: FaultCode
}

export interface AnswerLimits {
  /** Degrees; whatever is drawn lies in it. */
  box: readonly [west: number, south: number, east: number, north: number]
}

/**
 * Reads what was typed into a form against one version of it. Answers to questions that the reader was not asked are
 * dropped, and so is what belongs to no question.
 *
 * @param typed  question id -> what its fields say, as text; a place is "latitude, longitude", one vertex a line
 * @returns values by question (nothing for what was left empty), and what is wrong, in the form's order
 */
export function readAnswer(
  form: FormContent,
  typed: Readonly<Record<string, readonly string[] | undefined>>,
  limits: AnswerLimits,
): { values: Values; faults: Fault[] } {
  const values: Values = {}
  const faults: Fault[] = []
  const shown = shownQuestions(form.questions, typed)
  for (const question of form.questions) {
    if (!shown.has(question.id)) continue
    const given = ((Object.hasOwn(typed, question.id) && typed[question.id]) || [])
      .map(cleaned)
      .filter((text) => text !== '')
    if (given.length === 0) {
      if (question.isRequired) faults.push({ question: question.id, code: 'required' })
      continue
    }
    const read = readOne(question, given, limits)
    if ('code' in read) faults.push({ question: question.id, code: read.code })
    else values[question.id] = read.value
  }
  return { values, faults }
}

type Read = { value: Value } | { code: FaultCode }

function readOne(question: Question, given: string[], { box }: AnswerLimits): Read {
  const first = given[0]!
  switch (question.type) {
    case 'choice':
      return question.options.some(({ id }) => id === first) ? { value: first } : { code: 'choice' }
    case 'many': {
      const ids = question.options.map(({ id }) => id)
      if (given.some((one) => !ids.includes(one))) return { code: 'choice' }
      return { value: ids.filter((id) => given.includes(id)) }
    }
    case 'scale':
      return readStep(question, first)
    case 'number':
      return readNumber(question, first)
    case 'text': {
      const text = given.join('\n')
      return text.length > FORM_LIMITS.answer ? { code: 'too-long' } : { value: text }
    }
    case 'point': {
      const points = verticesOf(first)
      if (points?.length !== 1) return { code: 'place' }
      if (!points.every((point) => isInside(point, box))) return { code: 'place-far' }
      const point = question.isCoarse ? onGrid(points[0]!) : points[0]!
      return { value: { type: 'Point', coordinates: roundPosition(point) } }
    }
    case 'line':
    case 'area':
      return readShape(question.type, first, box)
  }
}

function readStep({ min, max, hasDontKnow }: QuestionOf<'scale'>, text: string): Read {
  if (text === DONT_KNOW) return hasDontKnow ? { value: null } : { code: 'choice' }
  if (!/^\d{1,2}$/.test(text)) return { code: 'number' }
  const step = Number(text)
  return step < min || step > max ? { code: 'range' } : { value: step }
}

function readNumber({ min = -1e9, max = 1e9 }: QuestionOf<'number'>, text: string): Read {
  const plain = text.replace(/[\s\u00a0]/g, '').replace(',', '.')
  if (!/^[+-]?\d{1,12}(\.\d{1,6})?$/.test(plain)) return { code: 'number' }
  const value = Number(plain)
  return value < min || value > max ? { code: 'range' } : { value }
}

function readShape(type: 'line' | 'area', text: string, box: AnswerLimits['box']): Read {
  const vertices = verticesOf(text)
  if (!vertices || vertices.length > MOST_VERTICES) return { code: 'place' }
  if (!vertices.every((vertex) => isInside(vertex, box))) return { code: 'place-far' }
  const path = vertices.map((vertex) => roundPosition(vertex))
  if (type === 'line')
    return path.length < 2 ? { code: 'place' } : { value: { type: 'LineString', coordinates: path } }
  const [first, last] = [path[0]!, path.at(-1)!]
  if (path.length > 1 && first[0] === last[0] && first[1] === last[1]) path.pop()
  if (path.length < 3) return { code: 'place' }
  return { value: { type: 'Polygon', coordinates: [[...path, first]] } }
}

function verticesOf(text: string): Position[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const vertices: Position[] = []
  for (const line of lines.slice(0, MOST_VERTICES + 1)) {
    const place = parseCoordinates(line)
    if (!place) return null
    vertices.push([place.lng, place.lat])
  }
  return vertices
}

function isInside([lng, lat]: Position, [west, south, east, north]: AnswerLimits['box']): boolean {
  return lng! >= west && lng! <= east && lat! >= south && lat! <= north
}

/** The middle of the square of 250 m that a point lies in: a home is not told from its neighbours'. */
function onGrid([lng, lat]: Position): Position {
  const stepLat = GRID_M / 111_320
  const row = Math.floor(lat! / stepLat)
  const stepLng = stepLat / Math.max(0.1, Math.cos((row * stepLat * Math.PI) / 180))
  return [(Math.floor(lng! / stepLng) + 0.5) * stepLng, (row + 0.5) * stepLat]
}
