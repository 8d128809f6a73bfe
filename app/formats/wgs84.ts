import type { Geometry } from 'geojson'
import { z } from 'zod'

/** [lng, lat] in degrees; a height is dropped. */
const Position = z
  .tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)])
  .rest(z.number())
  .transform(([lng, lat]) => [lng, lat])
const Line = z.array(Position).min(2)
const Ring = z
  .array(Position)
  .min(4)
  .refine((ring) => String(ring[0]) === String(ring.at(-1)), 'a ring ends where it begins')
const Area = z.array(Ring).min(1)

const Shape = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: Position }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position).min(1) }),
  z.object({ type: z.literal('LineString'), coordinates: Line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line).min(1) }),
  z.object({ type: z.literal('Polygon'), coordinates: Area }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Area).min(1) }),
])

/** A GeoJSON geometry in degrees, without heights; null if it is none, is out of range or is a GeometryCollection. */
export function parseGeometry(value: unknown): Geometry | null {
  const parsed = Shape.safeParse(value)
  return parsed.success ? parsed.data : null
}
