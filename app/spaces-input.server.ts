import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { SPACE_KINDS } from '#app/domain/categories.ts'
import { slugFrom } from '#app/domain/slug.ts'

/** Spaces from the features of a file: name, kind and slug from the properties, with sensible stand-ins. */
export function spacesFrom(features: Feature<Polygon | MultiPolygon>[]) {
  const taken = new Set<string>()
  return features.map((feature, index) => {
    const properties = feature.properties ?? {}
    const name =
      String(properties.name ?? properties.название ?? '')
        .trim()
        .slice(0, 120) || `№ ${index + 1}`
    const kind = SPACE_KINDS.find((known) => known === properties.kind) ?? 'other'
    let slug = slugFrom(String(properties.slug ?? name)) || `space-${index + 1}`
    while (taken.has(slug)) slug = `${slug}-${index + 1}`
    taken.add(slug)
    return {
      name,
      kind,
      slug,
      facts: String(properties.facts ?? properties.description ?? ''),
      geometry: feature.geometry,
    }
  })
}
