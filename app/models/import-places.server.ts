import type { Geometry } from 'geojson'
import { searchable } from '#app/domain/contributions.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { contains } from '#app/domain/geometry/contains.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import type { ImportedProposal } from '#app/formats/imported-proposal.ts'
import type { Space } from './spaces.server.ts'

/** By its name, else by its shape; without either, words. */
export function placed(row: ImportedProposal, known: Space[]) {
  const wanted = row.spaceName ? searchable(row.spaceName) : null
  const named = wanted
    ? known.find((space) => [space.name, space.slug].some((name) => searchable(name) === wanted))
    : undefined
  const words = row.spaceName && !named ? row.spaceName : ''
  if (row.geometry) {
    const [lng, lat] = row.lng === null || row.lat === null ? pointOf(row.geometry) : [row.lng, row.lat]
    const space = named ?? known.find((candidate) => contains(candidate.geometry, [lng, lat]))
    return at(row.geometry, lng, lat, 'point', words, space?.id)
  }
  if (named) return at(null, named.lng, named.lat, 'space', words, named.id)
  return at(null, null, null, 'described', words)
}

function at(
  geometry: Geometry | null,
  lng: number | null,
  lat: number | null,
  placePrecision: 'point' | 'described' | 'space',
  words: string,
  spaceId: string | null = null,
) {
  return {
    geometry,
    lng,
    lat,
    cell: lng === null || lat === null ? null : cellOf(lng, lat),
    placePrecision,
    placeText: words,
    spaceId,
  }
}
