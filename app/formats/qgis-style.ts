import { escapedXml as escaped } from '#app/formats/xml.ts'

/** How a layer is drawn by QGIS 3: one symbol for each value of a column, or one for all. */
export interface QgisStyle {
  geometry: 'POINT' | 'MULTILINESTRING' | 'MULTIPOLYGON'
  /** Column and its classes in the order of the colours (#rrggbb); the value '' is of all others, and of none. */
  by?: { column: string; classes: readonly { value: string; label: string }[] }
  /** Written beside each object: a column. */
  label?: string
  colours: readonly string[]
  /** What a reader sees instead of a column's name. */
  aliases?: readonly { key: string; label: string }[]
  /** Only the outline: for what lies under other layers. */
  isOutline?: boolean
}

/**
 * Colours that stay apart in print and for colour-blind eyes; then they begin anew.
 * @see Paul Tol 2021, "Colour Schemes", SRON/EPS/TN/09-002: muted and bright
 */
export const COLOURS = [
  '#332288',
  '#117733',
  '#cc6677',
  '#88ccee',
  '#ddcc77',
  '#aa4499',
  '#44aa99',
  '#999933',
  '#882255',
  '#4477aa',
  '#ee6677',
  '#228833',
  '#66ccee',
] as const

/** A style as QGIS keeps it in a GeoPackage's `layer_styles`. */
export function qgisStyle({
  geometry,
  by,
  label,
  colours,
  aliases = [],
  isOutline = false,
}: QgisStyle): string {
  const colourOf = (i: number) => colours[i % colours.length]!
  const symbols = (by?.classes ?? ['']).map((_, i) => symbol(geometry, i, colourOf(i), isOutline)).join('')
  const renderer = by
    ? `<renderer-v2 type="categorizedSymbol" attr="${escaped(by.column)}" enableorderby="0" forceraster="0" symbollevels="0"><categories>${by.classes
        .map(
          ({ value, label: name }, i) =>
            `<category render="true" type="string" symbol="${i}" value="${escaped(value)}" label="${escaped(name)}"/>`,
        )
        .join('')}</categories><symbols>${symbols}</symbols></renderer-v2>`
    : `<renderer-v2 type="singleSymbol" enableorderby="0" forceraster="0" symbollevels="0"><symbols>${symbols}</symbols></renderer-v2>`
  const labeling = label
    ? `<labeling type="simple"><settings calloutType="simple"><text-style fieldName="${escaped(label)}" fontSize="8" textColor="40,40,40,255" isExpression="0"><text-buffer bufferDraw="1" bufferSize="0.8" bufferColor="255,255,255,255"/></text-style><placement placement="${geometry === 'POINT' ? 6 : 1}" dist="1"/></settings></labeling>`
    : ''
  // The first column is the id of the row.
  const named = aliases.map(
    ({ key, label: name }, i) => `<alias field="${escaped(key)}" index="${i + 1}" name="${escaped(name)}"/>`,
  )
  return `<!DOCTYPE qgis><qgis version="3.22.0" styleCategories="Symbology|Labeling|Fields" labelsEnabled="${label ? 1 : 0}">${renderer}${labeling}<aliases>${named.join('')}</aliases><layerGeometryType>${GEOMETRY_TYPES[geometry]}</layerGeometryType></qgis>`
}

const GEOMETRY_TYPES = { POINT: 0, MULTILINESTRING: 1, MULTIPOLYGON: 2 }

function symbol(geometry: QgisStyle['geometry'], name: number, colour: string, isOutline: boolean): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const rgb = `${red},${green},${blue}`
  const [type, layer, props] = {
    POINT: [
      'marker',
      'SimpleMarker',
      { name: 'circle', color: `${rgb},255`, outline_color: '255,255,255,255', size: '3', size_unit: 'MM' },
    ],
    MULTILINESTRING: [
      'line',
      'SimpleLine',
      { line_color: `${rgb},255`, line_width: '0.8', line_width_unit: 'MM' },
    ],
    MULTIPOLYGON: [
      'fill',
      'SimpleFill',
      {
        color: `${rgb},70`,
        style: isOutline ? 'no' : 'solid',
        outline_color: `${rgb},255`,
        outline_style: isOutline ? 'dash' : 'solid',
        outline_width: '0.5',
        outline_width_unit: 'MM',
      },
    ],
  }[geometry] as [string, string, Record<string, string>]
  const options = Object.entries(props)
  // QGIS before 3.20 reads the one, later versions the other.
  const both = `<Option type="Map">${options.map(([k, v]) => `<Option name="${k}" type="QString" value="${v}"/>`).join('')}</Option>${options.map(([k, v]) => `<prop k="${k}" v="${v}"/>`).join('')}`
  return `<symbol type="${type}" name="${name}" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="${layer}" enabled="1" locked="0" pass="0">${both}</layer></symbol>`
}
