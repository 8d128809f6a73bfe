import { z } from 'zod'
import type { ImportedProposals } from '#app/formats/imported-proposal.ts'
import { readProposalRows } from '#app/formats/proposal-rows.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** Names of degrees on WGS84 in the `crs` member of GeoJSON before RFC 7946. */
const WGS84 = /(?:CRS:?84|EPSG:+4326)$/i

const Collection = z.object({
  type: z.literal('FeatureCollection'),
  crs: z
    .object({ properties: z.object({ name: z.string() }) })
    .nullish()
    .catch(null),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.union([z.string(), z.number()]).optional(),
      geometry: z.unknown().optional(),
      properties: z.record(z.string(), z.unknown()).nullish(),
    }),
  ),
})

/**
 * Reads proposals from a FeatureCollection of points, lines, areas and their Multi- forms. Properties are named as the
 * columns of a table are; `line` is the number of the feature, from 1. A feature without geometry may give lat and lng.
 *
 * @param timeZone  IANA zone of dates that name none, normally the town's
 * @throws {UnreadableFileError} 'json.bad' | 'geojson.not-features' | 'geojson.not-wgs84' (metres of a local zone)
 */
export function readGeojsonRows(text: string, { timeZone }: { timeZone: string }): ImportedProposals {
  const parsed = Collection.safeParse(parseJson(text))
  if (!parsed.success) throw new UnreadableFileError('geojson.not-features', 1, z.prettifyError(parsed.error))
  const { crs, features } = parsed.data
  if (crs && !WGS84.test(crs.properties.name)) {
    throw new UnreadableFileError('geojson.not-wgs84', 1, crs.properties.name)
  }
  const header = new Set<string>()
  const rows = features.map(({ id, geometry, properties }, index) => {
    const cells = Object.entries(properties ?? {}).map(([name, value]) => [name, cellText(value)] as const)
    for (const [name] of cells) header.add(name)
    return {
      line: index + 1,
      cells: Object.fromEntries(cells),
      geometry,
      ...(id === undefined ? {} : { id: String(id) }),
    }
  })
  return readProposalRows({ header: [...header], rows }, { timeZone })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw new UnreadableFileError('json.bad', 1, error instanceof Error ? error.message : '')
  }
}

/** A property as a cell: numbers in plain digits, without the noise of binary fractions. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number')
    return String(Number.isInteger(value) ? value : Number(value.toPrecision(15)))
  return typeof value === 'string' ? value.replaceAll('\0', '') : JSON.stringify(value)
}
