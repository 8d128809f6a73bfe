import type { Geometry } from 'geojson'
import { parseDegrees } from '#app/formats/proposal-values.ts'
import { parseGeometry } from '#app/formats/wgs84.ts'

export type GazetteerKind = 'street' | 'house' | 'place' | 'landmark'

/** What can be wrong with the form of a row. */
export type GazetteerFault =
  | 'id.missing'
  | 'kind.unknown'
  | 'text.too-long'
  | 'coordinate.bad'
  | 'coordinate.missing'
  | 'geometry.bad'
  | 'json.bad'

export interface GazetteerError {
  /** A line of a table, a feature's ordinal number; both from 1. */
  line: number
  column: string
  code: GazetteerFault
  value: string
}

/**
 * A street, house, place or landmark from somebody's file.
 *
 * @property name     of the thing itself; '' for a house that only has an address
 * @property aliases  former, short and other names
 * @property street   of the address, with `number`; both or neither
 * @property geometry degrees WGS84
 */
export interface GazetteerRow {
  line: number
  id: string
  kind: GazetteerKind
  name: string
  nameEn: string
  aliases: string[]
  street: string
  number: string
  geometry: Geometry
}

const LIMITS = { id: 100, name: 200, street: 200, number: 30 } as const
/** Tags of OpenStreetMap (wiki.openstreetmap.org/wiki/Key:addr:*, Names) and the headings of hand-made tables. */
const COLUMNS = {
  id: ['@id', 'id', 'osm_id', 'ид'],
  kind: ['kind', 'вид'],
  name: ['name:ru', 'name', 'название'],
  nameEn: ['name:en', 'name_en', 'название по-английски'],
  street: ['addr:street', 'street', 'улица', 'addr:place'],
  number: ['addr:housenumber', 'housenumber', 'дом', 'номер дома'],
  lat: ['lat', 'latitude', '@lat', 'широта'],
  lng: ['lon', 'lng', 'longitude', '@lon', 'долгота'],
} as const
const ALIASES = ['alt_name', 'old_name', 'short_name', 'official_name', 'loc_name', 'другие названия']
const KINDS: Record<string, GazetteerKind> = {
  street: 'street',
  улица: 'street',
  house: 'house',
  дом: 'house',
  place: 'place',
  район: 'place',
  landmark: 'landmark',
  ориентир: 'landmark',
  место: 'landmark',
}

export type Cells = Readonly<Record<string, string>>

/**
 * A row of a table, or a feature's properties, as an entry of a gazetteer.
 *
 * @param cells  by heading, in any case
 * @param raw    GeoJSON geometry; undefined for tables, whose columns give a point
 * @returns null for what has neither a name nor an address, such as the sheds of an extract; or every error of the row
 */
export function readGazetteerRow(
  line: number,
  cells: Cells,
  raw?: unknown,
): GazetteerRow | GazetteerError[] | null {
  const plain = new Map(Object.entries(cells).map(([name, value]) => [name.trim().toLowerCase(), value]))
  const read = (names: readonly string[]) =>
    names.map((name) => plain.get(name)?.trim()).find((value) => value) ?? ''
  const [name, number] = [read(COLUMNS.name), read(COLUMNS.number)]
  const street = number === '' ? '' : read(COLUMNS.street)
  if (name === '' && street === '') return null

  const errors: GazetteerError[] = []
  const report = (column: string, code: GazetteerFault, value = '') =>
    errors.push({ line, column, code, value: value.slice(0, 200) })
  const id = read(COLUMNS.id)
  if (id === '') report('id', 'id.missing')
  for (const [column, value] of Object.entries({ id, name, street, number }))
    if (value.length > LIMITS[column as keyof typeof LIMITS]) report(column, 'text.too-long', value)
  const said = read(COLUMNS.kind).toLowerCase()
  const kind = said === '' ? kindOf(plain, name) : KINDS[said]
  if (!kind) report('kind', 'kind.unknown', said)
  const geometry = raw === undefined ? pointFrom(read, report) : parseGeometry(raw)
  if (raw !== undefined && !geometry) report('geometry', 'geometry.bad', JSON.stringify(raw))
  if (errors.length > 0 || !geometry || !kind) return errors
  const aliases = ALIASES.flatMap((column) => (plain.get(column) ?? '').split(';'))
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '' && alias.length <= LIMITS.name)
  const isAddressed = street !== ''
  return {
    line,
    id,
    kind,
    name,
    nameEn: read(COLUMNS.nameEn).slice(0, LIMITS.name),
    aliases,
    street,
    number: isAddressed ? number : '',
    geometry,
  }
}

/** By the tags of OpenStreetMap: a named way is a street, a named house with an address can be found by both. */
function kindOf(tags: ReadonlyMap<string, string>, name: string): GazetteerKind {
  if (name === '') return 'house'
  if (tags.get('highway') && !/^(bus_stop|crossing|traffic_signals|platform)$/.test(tags.get('highway')!))
    return 'street'
  return tags.get('place') ? 'place' : 'landmark'
}

function pointFrom(
  read: (names: readonly string[]) => string,
  report: (column: string, code: GazetteerFault, value?: string) => void,
): Geometry | null {
  const [lng, lat] = (['lng', 'lat'] as const).map(function readDegrees(column) {
    const text = read(COLUMNS[column])
    const degrees = text === '' ? null : parseDegrees(text, column === 'lng' ? 180 : 90)
    if (text === '') report(column, 'coordinate.missing')
    else if (degrees === null) report(column, 'coordinate.bad', text)
    return degrees
  })
  return lng == null || lat == null ? null : { type: 'Point', coordinates: [lng, lat] }
}
