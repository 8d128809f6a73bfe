import { cleanText, type Meter, openMeter, type PlanLimits } from '#app/formats/plans/meter.ts'
import type { RawPlan } from '#app/formats/plans/plan.ts'
import { readDxfPlan } from '#app/formats/plans/read-dxf.ts'
import { readGeojsonPlan } from '#app/formats/plans/read-geojson.ts'
import { readGeopackagePlan } from '#app/formats/plans/read-geopackage.server.ts'
import { readKmlPlan } from '#app/formats/plans/read-kml.ts'
import { readShapefilePlan } from '#app/formats/plans/read-shapefile.ts'
import { unzipWanted } from '#app/formats/plans/unzip.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

export type PlanFormat = 'geojson' | 'kml' | 'geopackage' | 'shapefile' | 'dxf'

const SHAPEFILE = /\.(?:shp|dbf|prj|cpg)$/i
const KML = /\.kml$/i
/** In a ZIP others than these go unread, and are named. */
const DRAWN = /\.(?:shp|kml|kmz|geojson|json|gpkg|dxf|dwg|zip)$/i
const MOST_NAMED = 20
/** Comments may stand before the first section; a byte order mark before them. */
const DXF = /^(?:\u00ef\u00bb\u00bf)?(?:\s*999[ \t]*\r?\n[^\r\n]*\r?\n)*\s*0[ \t]*\r?\n\s*SECTION/
const HEAD_BYTES = 8000
const VALUE = { letters: 200 }

/**
 * Reads a designer's file by what it holds, whatever its name ends in: GeoJSON, KML and KMZ, GeoPackage, a ZIP of shapefiles, DXF.
 *
 * @throws {UnreadableFileError} 'plan.too-big' | 'plan.unknown' and what each reader throws: never another error
 */
export function readPlan(bytes: Uint8Array, limits?: PlanLimits): RawPlan & { format: PlanFormat } {
  const meter = openMeter(limits)
  if (bytes.byteLength > meter.limits.bytes)
    throw new UnreadableFileError('plan.too-big', 1, String(meter.limits.bytes))
  try {
    const plan = read(bytes, meter)
    const problems = plan.problems.map((problem) => ({ ...problem, value: cleanText(problem.value, VALUE) }))
    return { ...plan, problems }
  } catch (error) {
    // A file so deep or so long that the reading itself gives up.
    if (error instanceof RangeError) throw new UnreadableFileError('plan.unknown', 1, error.message)
    throw error
  }
}

function read(bytes: Uint8Array, meter: Meter): RawPlan & { format: PlanFormat } {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEAD_BYTES))
  if (head.startsWith('SQLite format 3\0'))
    return { format: 'geopackage', ...readGeopackagePlan(bytes, meter) }
  if (head.startsWith('PK')) return readZipped(bytes, meter)
  if (/^(?:AutoCAD Binary DXF|AC10\d\d)/.test(head) || DXF.test(head))
    return { format: 'dxf', ...readDxfPlan(bytes, meter) }
  const start = head
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .replaceAll('\0', '')
    .trimStart()
  if (start.startsWith('<')) return { format: 'kml', ...readKmlPlan(bytes, meter) }
  if (start.startsWith('{')) return { format: 'geojson', ...readGeojsonPlan(bytes, meter) }
  throw new UnreadableFileError('plan.unknown', 1)
}

function readZipped(bytes: Uint8Array, meter: Meter): RawPlan & { format: PlanFormat } {
  const drawn: string[] = []
  const files = unzipWanted(bytes, (name) => isOfPlan(name, drawn), meter)
  const kml = files.has('doc.kml') ? 'doc.kml' : [...files.keys()].find((name) => KML.test(name))
  const plan = kml ? readKmlPlan(files.get(kml)!, meter) : readShapefilePlan(files, meter)
  const unread = drawn.filter((name) => (kml ? name !== kml : !SHAPEFILE.test(name))).slice(0, MOST_NAMED)
  for (const value of unread)
    plan.problems.push({ number: null, layer: '', code: 'file.unread', isRepaired: false, value })
  return { format: kml ? 'kml' : 'shapefile', ...plan }
}

function isOfPlan(name: string, drawn: string[]): boolean {
  // What macOS puts beside each file is none.
  if (/(?:^|\/)(?:__MACOSX\/|\._)/.test(name)) return false
  if (DRAWN.test(name)) drawn.push(name)
  return SHAPEFILE.test(name) || KML.test(name)
}
