/** Facets that a filter may ask about. */
export const FACETS = ['kind', 'status', 'processId', 'categoryId', 'spaceId'] as const
export type FacetName = (typeof FACETS)[number]

/** `values[codes[slot]]` is the value of a slot. */
interface Facet {
  codes: Uint16Array
  values: (string | null)[]
  codeOf: Map<string | null, number>
}

/** Counts that lists are sorted by. */
const COUNTS = ['supports', 'comments', 'votes'] as const

/** What is kept of one published contribution; a cell is null where it has no place. */
export interface KeptRow {
  number: number
  cell: number | null
  lng: number | null
  lat: number | null
  kind: string
  status: string
  processId: string
  categoryId: string | null
  spaceId: string | null
  supports: number
  comments: number
  votes: number
}

/**
 * The published contributions of a town as arrays of numbers, about 60 bytes each. A slot, once given, stays that
 * contribution's until it is hidden or its text changes; then it is dead and another is given. `byCell` has the living
 * slots that have a place, in the order of their cells.
 */
export interface Columns {
  size: number
  living: number
  /** Grows with every change: what was worked out for another version is of no use. */
  version: number
  isLive: Uint8Array
  number: Uint32Array
  cell: Float64Array
  lng: Float64Array
  lat: Float64Array
  supports: Uint32Array
  comments: Uint32Array
  votes: Uint32Array
  facets: Record<FacetName, Facet>
  /** By number: its living slot + 1; 0 where there is none. */
  slotOf: Uint32Array
  byCell: Uint32Array
  placed: number
}

export function newColumns(): Columns {
  return {
    size: 0,
    living: 0,
    version: 0,
    isLive: new Uint8Array(0),
    number: new Uint32Array(0),
    cell: new Float64Array(0),
    lng: new Float64Array(0),
    lat: new Float64Array(0),
    supports: new Uint32Array(0),
    comments: new Uint32Array(0),
    votes: new Uint32Array(0),
    facets: Object.fromEntries(
      FACETS.map((name) => [name, { codes: new Uint16Array(0), values: [], codeOf: new Map() }]),
    ) as unknown as Columns['facets'],
    slotOf: new Uint32Array(0),
    byCell: new Uint32Array(0),
    placed: 0,
  }
}

/** The living slot of a number; -1 where there is none. */
export function slotOfNumber({ slotOf }: Columns, number: number): number {
  return (slotOf[number] ?? 0) - 1
}

/** @param isLast its cell comes after all that are there: nothing has to be moved */
export function addRow(columns: Columns, row: KeptRow, isLast = false): number {
  const slot = columns.size++
  if (slot >= columns.isLive.length) grow(columns)
  if (row.number >= columns.slotOf.length)
    columns.slotOf = longer(columns.slotOf, Math.max(64, row.number * 1.5))
  columns.isLive[slot] = 1
  columns.number[slot] = row.number
  columns.slotOf[row.number] = slot + 1
  columns.living++
  setCounts(columns, slot, row)
  setFacets(columns, slot, row)
  setPlace(columns, slot, row, isLast)
  columns.version++
  return slot
}

export function removeSlot(columns: Columns, slot: number) {
  if (!Number.isNaN(columns.cell[slot]!)) takeOut(columns, slot)
  columns.isLive[slot] = 0
  columns.slotOf[columns.number[slot]!] = 0
  columns.living--
  columns.version++
}

/** Changes what is different; a version is counted only then. */
export function updateSlot(columns: Columns, slot: number, row: KeptRow) {
  const isSameCount = COUNTS.every((name) => columns[name][slot] === row[name])
  const isSameFacet = FACETS.every((name) => {
    const { codes, values } = columns.facets[name]
    return values[codes[slot]!] === row[name]
  })
  const isSamePlace =
    Object.is(columns.cell[slot], row.cell ?? Number.NaN) &&
    Object.is(columns.lng[slot], row.lng ?? Number.NaN) &&
    Object.is(columns.lat[slot], row.lat ?? Number.NaN)
  if (isSameCount && isSameFacet && isSamePlace) return
  if (!isSameCount) setCounts(columns, slot, row)
  if (!isSameFacet) setFacets(columns, slot, row)
  if (!isSamePlace) {
    if (!Number.isNaN(columns.cell[slot]!)) takeOut(columns, slot)
    setPlace(columns, slot, row, false)
  }
  columns.version++
}

/** The first place in `byCell` whose cell is not below `cell`. */
export function firstFrom({ cell: cells, byCell, placed }: Columns, cell: number): number {
  let [low, high] = [0, placed]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cells[byCell[middle]!]! < cell) low = middle + 1
    else high = middle
  }
  return low
}

function setCounts(columns: Columns, slot: number, row: KeptRow) {
  for (const name of COUNTS) columns[name][slot] = row[name]
}

function setFacets({ facets }: Columns, slot: number, row: KeptRow) {
  for (const name of FACETS) {
    const { codes, values, codeOf } = facets[name]
    const value = row[name]
    let code = codeOf.get(value)
    if (code === undefined) {
      code = values.push(value) - 1
      codeOf.set(value, code)
    }
    codes[slot] = code
  }
}

function setPlace(columns: Columns, slot: number, { cell, lng, lat }: KeptRow, isLast: boolean) {
  columns.cell[slot] = cell ?? Number.NaN
  columns.lng[slot] = lng ?? Number.NaN
  columns.lat[slot] = lat ?? Number.NaN
  if (cell === null) return
  const at = isLast ? columns.placed : firstFrom(columns, cell)
  columns.byCell.copyWithin(at + 1, at, columns.placed)
  columns.byCell[at] = slot
  columns.placed++
}

function takeOut(columns: Columns, slot: number) {
  const { byCell, cell } = columns
  let at = firstFrom(columns, cell[slot]!)
  while (byCell[at] !== slot) at++
  byCell.copyWithin(at, at + 1, columns.placed)
  columns.placed--
}

function grow(columns: Columns) {
  const length = Math.max(64, Math.ceil(columns.isLive.length * 1.5))
  for (const name of ['isLive', 'number', 'cell', 'lng', 'lat', 'byCell', ...COUNTS] as const)
    (columns as unknown as Record<string, Numbers>)[name] = longer(columns[name] as Numbers, length)
  for (const name of FACETS) {
    const facet = columns.facets[name]
    facet.codes = longer(facet.codes, length)
  }
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array

export function longer<T extends Numbers>(array: T, length: number): T {
  const longer = new (array.constructor as new (length: number) => T)(Math.ceil(length))
  longer.set(array)
  return longer
}
