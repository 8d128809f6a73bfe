import { exp, type Feature, LineSymbolizer, type PaintRule, PolygonSymbolizer } from 'protomaps-leaflet'
import type { Palette, PlanColour } from '#app/map/plan-palette.ts'

/** Kinds of the Protomaps basemap's `landuse`, by what they are painted as; others are land. */
const GROUNDS: [colour: PlanColour, kinds: string[]][] = [
  ['quarter', ['residential', 'neighbourhood', 'commercial', 'retail', 'school', 'university', 'college']],
  ['quarter', ['hospital', 'industrial', 'railway', 'kindergarten', 'military', 'aerodrome']],
  ['meadow', ['meadow', 'grass', 'grassland', 'farmland', 'scrub', 'orchard', 'allotments', 'village_green']],
  ['wood', ['forest', 'wood', 'nature_reserve']],
  ['park', ['park', 'garden', 'cemetery', 'recreation_ground', 'playground', 'pitch', 'golf_course']],
  ['square', ['pedestrian', 'platform', 'beach', 'sand', 'zoo', 'stadium']],
  ['bridge', ['pier', 'dam']],
]

/** Widths in pixels at zooms; between them they grow evenly by the eye. */
const ROADS: [kinds: string[], from: number, fill: PlanColour, line: PlanColour, stops: number[][]][] = [
  [['other', 'service'], 15, 'street', 'street-line', stops(0.8, 2, 7)],
  [['minor_road'], 12, 'street', 'street-line', stops(1, 3.6, 14)],
  [['major_road', 'medium_road'], 8, 'major', 'major-line', stops(1.8, 5.5, 19)],
  [['highway'], 6, 'major', 'major-line', stops(2.4, 7, 23)],
]

/** How the layers of a Protomaps basemap are painted in the colours of our own plan, the lowest first. */
export function archiveRules(palette: Palette): PaintRule[] {
  return [
    ...GROUNDS.map(([colour, kinds]) => area('landuse', palette[colour], { kinds })),
    area('water', palette.water, { line: palette['water-line'] }),
    line(
      'water',
      palette['water-line'],
      exp(1.4, [
        [9, 0.6],
        [14, 1.4],
        [18, 5],
      ]),
      { kinds: ['river', 'stream', 'canal', 'ditch', 'drain'], isLine: true },
    ),
    line(
      'roads',
      palette.path,
      exp(1.4, [
        [14, 0.9],
        [18, 3],
      ]),
      { kinds: ['path'], from: 14, dash: [5, 3] },
    ),
    ...ROADS.map(([kinds, from, , edge, widths]) =>
      line('roads', palette[edge], (zoom: number) => exp(1.6, widths)(zoom) + (zoom >= 16 ? 2.4 : 1.8), {
        kinds,
        from,
        isRound: true,
      }),
    ),
    ...ROADS.map(([kinds, from, fill, , widths]) =>
      line('roads', palette[fill], exp(1.6, widths), { kinds, from, isRound: true }),
    ),
    line(
      'roads',
      palette.rail,
      exp(1.4, [
        [9, 0.8],
        [14, 2],
        [18, 4.5],
      ]),
      { kinds: ['rail'] },
    ),
    line(
      'roads',
      palette['rail-gap'],
      exp(1.4, [
        [13, 0.8],
        [18, 3],
      ]),
      { kinds: ['rail'], from: 13, dash: [6, 6] },
    ),
    area('buildings', palette.building, { line: palette['building-line'], from: 14 }),
  ]
}

function stops(far: number, middle: number, near: number): number[][] {
  return [
    [11, far],
    [15, middle],
    [18, near],
  ]
}

interface Which {
  kinds?: string[]
  from?: number
}

function isOf({ kinds }: Which, type: 'area' | 'line' | null) {
  return (_: number, { props, geomType }: Feature): boolean =>
    (kinds === undefined || kinds.includes(String(props.kind))) &&
    (type === null || geomType === (type === 'area' ? 3 : 2))
}

function area(
  dataLayer: string,
  fill: string,
  { line: stroke, ...which }: Which & { line?: string },
): PaintRule {
  return {
    dataLayer,
    minzoom: which.from,
    filter: isOf(which, 'area'),
    symbolizer: new PolygonSymbolizer({ fill, ...(stroke && { stroke, width: 0.8 }) }),
  }
}

function line(
  dataLayer: string,
  color: string,
  width: (zoom: number) => number,
  { dash, isRound, isLine, ...which }: Which & { dash?: number[]; isRound?: boolean; isLine?: boolean },
): PaintRule {
  const ends = isRound ? 'round' : 'butt'
  return {
    dataLayer,
    minzoom: which.from,
    filter: isOf(which, isLine ? 'line' : null),
    symbolizer: new LineSymbolizer({ color, width, dash, lineCap: ends, lineJoin: 'round' }),
  }
}
