import {
  codesAt,
  DEGREE_CODES,
  type RegisteredSystem,
  systemOfCode,
  utmCodeAt,
} from '#app/domain/drawing/codes.ts'
import {
  applySimilarity,
  type Fit,
  fitSimilarity,
  inverseSimilarity,
  type Metres,
} from '#app/domain/drawing/helmert.ts'
import { type Axes, type ControlPair, type DrawingSystem, inAxes } from '#app/domain/drawing/system.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { distanceM, metresPerDegree } from '#app/domain/geometry/measure.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { type Projection, readProjection, UnreadableProjection } from '#app/formats/projection.ts'
import type { Town } from '#app/models/towns.server.ts'

/** A town's coordinates for drawing, proved at the town. */
export interface Drawing {
  system: DrawingSystem
  axes: Axes
  /** Nobody has chosen it: the UTM zone of the town's middle. */
  isDefault: boolean
  /** As the register or the text names it; null of control points, and of a text without a name. */
  name: string | null
  epsg: number | null
  /** [lng, lat], degrees, to the first and the second coordinate as the town writes them, metres. */
  place(position: readonly number[]): [number, number]
  /** The same, east first. */
  metres(position: readonly number[]): Metres
  /** East and north, metres, to [lng, lat]. */
  degrees(metres: Metres): [lng: number, lat: number]
  /** For proj4 or PROJ, in the order of the axes: of control points a pipeline; '' where no text can say it. */
  text: string
  /** East first; null where it cannot be said, or the drawing is north first. */
  wkt: string | null
  fit: Fit | null
  /** Metres of the drawing in a metre of the ground, at the town's middle. */
  scale: number
}

type Place = Pick<Town, 'lng' | 'lat' | 'boundary'>

/** A point comes back within a centimetre. */
const ROUND_TRIP_M = 0.01
/** Projections for drawing stay within a thousandth or so; what is beyond a hundredth is no metre. */
const SCALE_TOLERANCE = 0.01

/** What a town draws in until it says otherwise. */
export function usualDrawing(town: Place): Drawing {
  const system = { kind: 'epsg', code: utmCodeAt(town) } as const
  return { ...drawingOf({ system, axes: 'east-north' }, town), isDefault: true }
}

/**
 * Makes the functions of a system and proves them at the town's middle and corners: there and back within a centimetre,
 * in metres that are metres, not mirrored.
 *
 * @throws {Refusal} 'drawing.unknown-code' (`codes`) | 'drawing.degrees' | 'drawing.grids' | 'drawing.unreadable' |
 *   'drawing.elsewhere' | 'drawing.not-metres' (`scale`) | 'drawing.same-pairs' | 'drawing.swapped'
 */
export function drawingOf({ system, axes }: { system: DrawingSystem; axes: Axes }, town: Place): Drawing {
  const base = system.kind === 'points' ? fromPairs(system.pairs) : fromText(system, town)
  const drawing = {
    ...base,
    ...inOrder(axes, base),
    system,
    axes,
    isDefault: false,
    epsg: system.kind === 'epsg' ? system.code : null,
    place: (position: readonly number[]) => inAxes(axes, base.metres(position)),
  }
  return { ...drawing, scale: provedScale(drawing, town) }
}

/** What programs are told of the order of axes: nothing that would say another one. */
function inOrder(axes: Axes, { text, wkt }: Base): Pick<Base, 'text' | 'wkt'> {
  if (axes === 'east-north') return { text, wkt }
  if (text.startsWith('+proj=pipeline')) return { text: `${text} +step +proj=axisswap +order=2,1`, wkt: null }
  // Programs read the order of a WKT beside a drawing as they like.
  return { text: text.startsWith('+') ? `${text.replace(/\s\+axis=\w+/g, '')} +axis=neu` : '', wkt: null }
}

type Base = Pick<Drawing, 'name' | 'metres' | 'degrees' | 'text' | 'wkt' | 'fit'>

function fromText(system: Exclude<DrawingSystem, { kind: 'points' }>, town: Place): Base {
  const known = system.kind === 'epsg' ? systemOfCode(system.code) : null
  if (system.kind === 'epsg' && !known) {
    if (DEGREE_CODES.includes(system.code)) throw new Refusal('drawing.degrees')
    throw new Refusal('drawing.unknown-code', {
      codes: codesAt(town)
        .map(({ code }) => code)
        .join(', '),
    })
  }
  const text = known ? known.text : (system as { text: string }).text.trim()
  const projection = readOrRefuse(text, known ?? undefined)
  return {
    name: known?.name ?? projection.name,
    metres: projection.forward,
    degrees: projection.inverse,
    text,
    wkt: projection.wkt,
    fit: null,
  }
}

function readOrRefuse(text: string, register?: RegisteredSystem): Projection {
  try {
    return readProjection(text, register)
  } catch (error) {
    if (error instanceof UnreadableProjection) throw new Refusal(`drawing.${error.why}`)
    throw error
  }
}

/** A plane that touches the Earth amid the pairs, moved, turned and scaled onto them. */
function fromPairs(pairs: readonly ControlPair[]): Base {
  const middle = (key: 'lng' | 'lat') => pairs.reduce((sum, pair) => sum + pair[key], 0) / pairs.length
  const [lng, lat] = [middle('lng').toFixed(6), middle('lat').toFixed(6)]
  const tangent = `+proj=tmerc +lat_0=${lat} +lon_0=${lng} +k=1 +x_0=0 +y_0=0 +ellps=WGS84`
  const plane = readOrRefuse(`${tangent} +datum=WGS84 +units=m +no_defs`)
  const fitted = (turned: (pair: ControlPair) => Metres) =>
    fitSimilarity(pairs.map((pair) => ({ from: plane.forward([pair.lng, pair.lat]), to: turned(pair) })))
  const fit = fitted(({ east, north }) => [east, north])
  if (!fit) throw new Refusal('drawing.same-pairs')
  const worst = Math.max(...fit.residualsM)
  const swapped = fitted(({ east, north }) => [north, east])!
  if (worst > 1 && Math.max(...swapped.residualsM) < worst / 10) throw new Refusal('drawing.swapped')
  if (Math.abs(fit.scale - 1) > SCALE_TOLERANCE) throw notMetres(fit.scale)
  const { similarity } = fit
  const back = inverseSimilarity(similarity)
  const { a, b, east0, north0 } = similarity
  return {
    name: null,
    metres: (position) => applySimilarity(similarity, plane.forward(position)),
    degrees: (metres) => plane.inverse(applySimilarity(back, metres)),
    text: `+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step ${tangent} +step +proj=affine +xoff=${east0} +yoff=${north0} +s11=${a} +s12=${-b} +s21=${b} +s22=${a}`,
    wkt: null,
    fit,
  }
}

function provedScale({ metres, degrees }: Pick<Drawing, 'metres' | 'degrees'>, town: Place): number {
  const corners: [number, number][] = [[town.lng, town.lat]]
  if (town.boundary) {
    const [west, south, east, north] = bboxOf(town.boundary)
    corners.push([west, south], [east, south], [east, north], [west, north])
  }
  let scale = 1
  for (const [nth, corner] of corners.entries()) {
    const there = metres(corner)
    const isThere = there.every(Number.isFinite) && distanceM(degrees(there), corner) <= ROUND_TRIP_M
    if (!isThere) throw new Refusal('drawing.elsewhere')
    const [eastScale, northScale] = stretch(metres, corner)
    for (const one of [eastScale, northScale])
      if (!(Math.abs(one - 1) <= SCALE_TOLERANCE)) throw notMetres(one)
    if (nth === 0) scale = (eastScale + northScale) / 2
  }
  return scale
}

/** How long 100 m to the east and to the north are; below zero where the drawing is mirrored. */
function stretch(metres: Drawing['metres'], [lng, lat]: [number, number]): [number, number] {
  const perDegree = metresPerDegree(lat)
  const origin = metres([lng, lat])
  const steps = [
    [lng + 50 / perDegree.lng, lat],
    [lng, lat + 50 / perDegree.lat],
  ].map((to) => {
    const there = metres(to)
    return { by: [there[0] - origin[0], there[1] - origin[1]] as const, groundM: distanceM([lng, lat], to) }
  })
  const [east, north] = [steps[0]!, steps[1]!]
  const sign = east.by[0] * north.by[1] - east.by[1] * north.by[0] > 0 ? 1 : -1
  return [(sign * Math.hypot(...east.by)) / east.groundM, (sign * Math.hypot(...north.by)) / north.groundM]
}

function notMetres(scale: number): Refusal {
  return new Refusal('drawing.not-metres', { scale: Number(scale.toPrecision(3)) })
}
