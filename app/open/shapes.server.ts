import type { Geometry } from 'geojson'
import { roundGeometry } from '#app/domain/geometry/round.ts'
import { localized } from '#app/domain/localized.ts'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { FeatureRow } from '#app/models/feature-rows.server.ts'
import { countBySpace } from '#app/models/listing.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces, type Space } from '#app/models/spaces.server.ts'
import { listCategories, type Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import type { OpenContribution, OpenSpace, OpenTown } from './schemas.ts'

/** What contributions refer to, by id, in one language. */
export interface OpenNames {
  town: Town
  locale: Locale
  categories: Map<string, string>
  spaces: Map<string, { slug: string; name: string }>
  processes: Map<string, { slug: string; title: string }>
}

export async function openNames(town: Town, locale: Locale): Promise<OpenNames> {
  const [categories, spaces, processes] = await Promise.all([
    listCategories(town.id),
    listSpaces(town.id),
    listProcesses(town.id),
  ])
  return {
    town,
    locale,
    categories: new Map(categories.map((row) => [row.id, localized(row, 'name', locale)])),
    spaces: new Map(spaces.map((row) => [row.id, { slug: row.slug, name: localized(row, 'name', locale) }])),
    processes: new Map(
      processes.map((row) => [row.id, { slug: row.slug, title: localized(row, 'title', locale) }]),
    ),
  }
}

export function openContribution(row: FeatureRow, { town, locale, ...names }: OpenNames): OpenContribution {
  const space = row.spaceId === null ? undefined : names.spaces.get(row.spaceId)
  const process = names.processes.get(row.processId)!
  return {
    number: row.number,
    kind: row.kind,
    title: localized(row, 'title', locale),
    text: localized(row, 'body', locale),
    category: row.categoryId,
    categoryName: row.categoryId === null ? null : (names.categories.get(row.categoryId) ?? null),
    space: space?.slug ?? null,
    spaceName: space?.name ?? null,
    process: process.slug,
    processTitle: process.title,
    status: row.status,
    decision: row.decision,
    supports: row.supports,
    comments: row.comments,
    votes: row.votes,
    cost: row.costMinor === null ? null : row.costMinor / 100,
    currency: town.currency,
    place: localized(row, 'placeText', locale) || null,
    precision: row.placePrecision,
    lng: degrees(row.lng),
    lat: degrees(row.lat),
    externalId: row.externalId,
    created: row.createdAt.toISOString(),
    updated: row.updatedAt.toISOString(),
    link: origin() + paths.contribution(town.slug, row.number),
  }
}

/** What was drawn, else the point; null where only words tell the place. [lng, lat], WGS 84. */
export function openGeometry(row: Pick<FeatureRow, 'geometry' | 'lng' | 'lat'>): Geometry | null {
  if (row.geometry) return roundGeometry(row.geometry)
  if (row.lng === null || row.lat === null) return null
  return roundGeometry({ type: 'Point', coordinates: [row.lng, row.lat] })
}

export async function listOpenSpaces(
  town: Town,
  locale: Locale,
): Promise<{ row: Space; space: OpenSpace }[]> {
  const [rows, counts] = await Promise.all([listSpaces(town.id), countBySpace(town.id)])
  return rows
    .sort((a, b) => (a.slug < b.slug ? -1 : 1))
    .map((row) => ({
      row,
      space: {
        slug: row.slug,
        name: localized(row, 'name', locale),
        kind: row.kind,
        facts: localized(row, 'facts', locale),
        contributions: counts.get(row.id) ?? 0,
        lng: degrees(row.lng)!,
        lat: degrees(row.lat)!,
        created: row.createdAt.toISOString(),
        link: origin() + paths.space(town.slug, row.slug),
      },
    }))
}

export function openTown(town: Town, locale: Locale): OpenTown {
  return {
    slug: town.slug,
    name: localized(town, 'name', locale),
    region: localized(town, 'region', locale),
    population: town.population,
    timeZone: town.timeZone,
    currency: town.currency,
    lng: degrees(town.lng)!,
    lat: degrees(town.lat)!,
    isDemo: town.isDemo,
    created: town.createdAt.toISOString(),
    link: origin() + paths.town(town.slug),
  }
}

/** Six decimals are 11 cm. */
function degrees(value: number | null): number | null {
  return value === null ? null : Math.round(value * 1e6) / 1e6
}
