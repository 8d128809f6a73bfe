import { and, asc, eq } from 'drizzle-orm'
import type { Geometry } from 'geojson'
import { planLayers as l, designVariants as v } from '#db/schema/plans.server.ts'
import type { Db } from '#db/store.server.ts'

/** An object of a plan that is published. */
export interface PlanShape {
  plan: string
  version: string
  layer: string
  /** One of a kind: a point, a line or lines, an area or areas; degrees of WGS84. */
  geometry: Geometry
  /** What the designer's file said of it. */
  properties: Record<string, unknown>
}

/** The layers of the published plans of a town, the oldest plan first. */
export async function listPublishedLayers(db: Db, townId: string) {
  return db
    .select({
      plan: v.title,
      version: v.version,
      layer: l.name,
      variantId: l.variantId,
      position: l.position,
    })
    .from(l)
    .innerJoin(v, and(eq(v.townId, l.townId), eq(v.id, l.variantId)))
    .where(and(eq(l.townId, townId), eq(v.state, 'published')))
    .orderBy(asc(v.createdAt), asc(v.id), asc(l.position))
}

/** What is drawn in the published plans of a town: one layer is held at a time. */
export async function* eachPlanShape(db: Db, townId: string): AsyncGenerator<PlanShape> {
  for (const { plan, version, layer, variantId, position } of await listPublishedLayers(db, townId)) {
    const [row] = await db
      .select({ features: l.features })
      .from(l)
      .where(and(eq(l.townId, townId), eq(l.variantId, variantId), eq(l.position, position)))
    for (const { geometry, properties } of row?.features.features ?? [])
      for (const one of singles(geometry))
        yield { plan, version, layer, geometry: one, properties: properties ?? {} }
  }
}

function singles(geometry: Geometry | null): Geometry[] {
  if (!geometry) return []
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(singles)
  if (geometry.type !== 'MultiPoint') return [geometry]
  return geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }))
}
