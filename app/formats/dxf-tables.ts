import type { Group } from '#app/formats/dxf-groups.ts'

export interface DxfLayer {
  name: string
  /** AutoCAD's colour index, 1 to 255. */
  colour: number
}

/** Handles of what other things refer to; those of the drawing's own objects come after `FIRST_FREE`. */
export const H = {
  layouts: '1A',
  groups: '1B',
  root: 'C',
  modelRecord: '1F',
  paperRecord: '20',
  pinRecord: '21',
  modelLayout: '22',
  paperLayout: '23',
  tables: {
    VPORT: '1',
    LTYPE: '2',
    LAYER: '3',
    STYLE: '4',
    VIEW: '5',
    UCS: '6',
    APPID: '7',
    DIMSTYLE: '8',
    BLOCK_RECORD: '9',
  },
} as const
export const MODEL_SPACE = H.modelRecord
export const PIN_BLOCK = 'SREDA_PIN'
export const APP_NAME = 'SREDA'
const FIRST_FREE = 0x100
/** A bound of all handles: it stands at the head, where nobody knows yet how many there will be. */
const HANDLE_SEED = 'FFFFFFF'

export type NextHandle = () => string

/** Gives handles, hexadecimal, each once. */
export function handles(): NextHandle {
  let last = FIRST_FREE
  return () => (++last).toString(16).toUpperCase()
}

/** What the drawing spans, metres: lower left, upper right. */
export type Extent = readonly [minX: number, minY: number, maxX: number, maxY: number]

export function headerGroups([minX, minY, maxX, maxY]: Extent, comments: readonly string[]): Group[] {
  const variable = (name: string, ...groups: Group[]): Group[] => [[9, `$${name}`], ...groups]
  return [
    ...comments.map((text): Group => [999, text]),
    [0, 'SECTION'],
    [2, 'HEADER'],
    ...variable('ACADVER', [1, 'AC1015']),
    ...variable('DWGCODEPAGE', [3, 'ANSI_1251']),
    ...variable('INSBASE', [10, 0], [20, 0], [30, 0]),
    ...variable('EXTMIN', [10, minX], [20, minY], [30, 0]),
    ...variable('EXTMAX', [10, maxX], [20, maxY], [30, 0]),
    ...variable('LTSCALE', [40, 1]),
    ...variable('TEXTSTYLE', [7, 'Standard']),
    ...variable('CLAYER', [8, '0']),
    ...variable('LUNITS', [70, 2]),
    ...variable('LUPREC', [70, 3]),
    ...variable('MEASUREMENT', [70, 1]),
    ...variable('INSUNITS', [70, 6]),
    ...variable('HANDSEED', [5, HANDLE_SEED]),
    [0, 'ENDSEC'],
    [0, 'SECTION'],
    [2, 'CLASSES'],
    [0, 'ENDSEC'],
  ]
}

/** @param layers  without the layer 0, which every drawing has */
export function tablesGroups(extent: Extent, layers: readonly DxfLayer[], next: NextHandle): Group[] {
  const [minX, minY, maxX, maxY] = extent
  const height = Math.max(maxY - minY, (maxX - minX) * 0.7, 10)
  return [
    [0, 'SECTION'],
    [2, 'TABLES'],
    ...table('VPORT', [
      record('VPORT', 'AcDbViewportTableRecord', '*Active', next(), [
        [70, 0],
        [10, 0],
        [20, 0],
        [11, 1],
        [21, 1],
        [12, (minX + maxX) / 2],
        [22, (minY + maxY) / 2],
        [13, 0],
        [23, 0],
        [14, 10],
        [24, 10],
        [15, 10],
        [25, 10],
        [16, 0],
        [26, 0],
        [36, 1],
        [17, 0],
        [27, 0],
        [37, 0],
        [40, height * 1.1],
        [41, 1.5],
        [42, 50],
        [43, 0],
        [44, 0],
        [50, 0],
        [51, 0],
        [71, 0],
        [72, 1000],
        [73, 1],
        [74, 3],
        [75, 0],
        [76, 0],
        [77, 0],
        [78, 0],
      ]),
    ]),
    ...table(
      'LTYPE',
      ['ByBlock', 'ByLayer', 'Continuous'].map((name) =>
        record('LTYPE', 'AcDbLinetypeTableRecord', name, next(), [
          [70, 0],
          [3, ''],
          [72, 65],
          [73, 0],
          [40, 0],
        ]),
      ),
    ),
    ...table(
      'LAYER',
      [{ name: '0', colour: 7 }, ...layers].map(({ name, colour }) =>
        record('LAYER', 'AcDbLayerTableRecord', name, next(), [
          [70, 0],
          [62, colour],
          [6, 'Continuous'],
          [370, -3],
        ]),
      ),
    ),
    ...table('STYLE', [
      record('STYLE', 'AcDbTextStyleTableRecord', 'Standard', next(), [
        [70, 0],
        [40, 0],
        [41, 1],
        [50, 0],
        [71, 0],
        [42, 2.5],
        [3, 'arial.ttf'],
        [4, ''],
      ]),
    ]),
    ...table('VIEW', []),
    ...table('UCS', []),
    ...table(
      'APPID',
      ['ACAD', APP_NAME].map((name) => record('APPID', 'AcDbRegAppTableRecord', name, next(), [[70, 0]])),
    ),
    ...dimensionStyles(next()),
    ...table('BLOCK_RECORD', [
      blockRecord('*Model_Space', H.modelRecord, H.modelLayout),
      blockRecord('*Paper_Space', H.paperRecord, H.paperLayout),
      blockRecord(PIN_BLOCK, H.pinRecord, '0'),
    ]),
    [0, 'ENDSEC'],
  ]
}

function table(name: keyof typeof H.tables, records: Group[][]): Group[] {
  return [
    [0, 'TABLE'],
    [2, name],
    [5, H.tables[name]],
    [330, '0'],
    [100, 'AcDbSymbolTable'],
    [70, records.length],
    ...records.flat(),
    [0, 'ENDTAB'],
  ]
}

function record(
  kind: keyof typeof H.tables,
  marker: string,
  name: string,
  handle: string,
  rest: Group[],
): Group[] {
  return [
    [0, kind],
    [5, handle],
    [330, H.tables[kind]],
    [100, 'AcDbSymbolTableRecord'],
    [100, marker],
    [2, name],
    ...rest,
  ]
}

/** Its handle has a code of its own: 5 was taken in older drawings. */
function dimensionStyles(handle: string): Group[] {
  return [
    [0, 'TABLE'],
    [2, 'DIMSTYLE'],
    [5, H.tables.DIMSTYLE],
    [330, '0'],
    [100, 'AcDbSymbolTable'],
    [70, 1],
    [100, 'AcDbDimStyleTable'],
    [71, 0],
    [0, 'DIMSTYLE'],
    [105, handle],
    [330, H.tables.DIMSTYLE],
    [100, 'AcDbSymbolTableRecord'],
    [100, 'AcDbDimStyleTableRecord'],
    [2, 'Standard'],
    [70, 0],
    [0, 'ENDTAB'],
  ]
}

function blockRecord(name: string, handle: string, layout: string): Group[] {
  return record('BLOCK_RECORD', 'AcDbBlockTableRecord', name, handle, [[340, layout]])
}

/** The two spaces, empty here, and the block of a pin. @param pin  what the block is drawn of */
export function blocksGroups(next: NextHandle, pin: (owner: string) => Group[]): Group[] {
  const block = (name: string, owner: string, content: Group[], flags = 0): Group[] => [
    [0, 'BLOCK'],
    [5, next()],
    [330, owner],
    [100, 'AcDbEntity'],
    [8, '0'],
    [100, 'AcDbBlockBegin'],
    [2, name],
    [70, flags],
    [10, 0],
    [20, 0],
    [30, 0],
    [3, name],
    [1, ''],
    ...content,
    [0, 'ENDBLK'],
    [5, next()],
    [330, owner],
    [100, 'AcDbEntity'],
    [8, '0'],
    [100, 'AcDbBlockEnd'],
  ]
  const HAS_ATTRIBUTES = 2
  return [
    [0, 'SECTION'],
    [2, 'BLOCKS'],
    ...block('*Model_Space', H.modelRecord, []),
    ...block('*Paper_Space', H.paperRecord, []),
    ...block(PIN_BLOCK, H.pinRecord, pin(H.pinRecord), HAS_ATTRIBUTES),
    [0, 'ENDSEC'],
  ]
}
