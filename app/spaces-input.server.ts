import type { Feature, MultiPolygon, Polygon } from 'geojson'
import { SPACE_KINDS } from '#app/domain/categories.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import type { FeatureFault } from '#app/domain/geometry/feature-collection.ts'
import { slugFrom } from '#app/domain/slug.ts'
import { cleaned } from '#app/domain/text.ts'

/**
 * Spaces from the features of a file: name, kind and slug from the properties, with sensible stand-ins.
 *
 * @param known the slugs of the town's spaces
 * @returns the spaces, and what is wrong with each feature: nothing is cut short in silence
 */
export function spacesFrom(features: Feature<Polygon | MultiPolygon>[], known: readonly string[]) {
  const taken = new Set<string>()
  const faults: FeatureFault[] = []
  const spaces = features.map((feature, index) => {
    const properties = feature.properties ?? {}
    const given = cleaned(String(properties.name ?? properties.название ?? ''))
    const name = given || `№ ${index + 1}`
    const facts = cleaned(String(properties.facts ?? properties.description ?? ''))
    const kind = SPACE_KINDS.find((one) => one === properties.kind) ?? 'other'
    let slug = slugFrom(String(properties.slug ?? name)) || `space-${index + 1}`
    while (taken.has(slug)) slug = `${slug}-${index + 1}`
    taken.add(slug)
    const fault = (code: FeatureFault['code'], value: string | number) =>
      faults.push({ index, name: given.slice(0, 80) || undefined, code, value: String(value) })
    if (known.includes(slug)) fault('feature.slug-taken', slug)
    if (name.length > LIMITS.title) fault('feature.name-too-long', name.length)
    if (facts.length > LIMITS.body) fault('feature.facts-too-long', facts.length)
    return { name, kind, slug, facts, geometry: feature.geometry }
  })
  return { spaces, faults }
}
