import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { type FeatureRow, getFeatureRow, listReports, type Span } from '#app/models/feature-rows.server.ts'
import { conditionOf } from '#app/models/listing.server.ts'
import { listNewestAnswers } from '#app/models/newest-answers.server.ts'
import { listPublicPhotos } from '#app/models/photos.server.ts'
import { listCategories, type Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'

export interface Service {
  service_code: string
  service_name: string
  description: string
  metadata: false
  type: 'realtime'
  keywords: string
  group: string
}

/** GeoReport knows two states; what was planned is still to be done. */
const CLOSED = ['done', 'declined']
export const REPORT_STATES = ['open', 'closed'] as const
export type ReportState = (typeof REPORT_STATES)[number]

export const isClosed = (status: string) => CLOSED.includes(status)

/** What can be reported: the town's categories; and what has none goes by its kind. */
export async function listServices(town: Town, locale: Locale): Promise<Service[]> {
  const t = tOf(locale)
  const common = { metadata: false, type: 'realtime', keywords: '' } as const
  const categories = (await listCategories(town.id)).map((row) => ({
    service_code: row.id,
    service_name: localized(row, 'name', locale),
    description: t('served.open.open311.category'),
    ...common,
    group: t('served.open.open311.categories'),
  }))
  const kinds = KINDS.map((kind) => ({
    service_code: kind as string,
    service_name: t(`kinds.${kind}`),
    description: t('served.open.open311.kind'),
    ...common,
    group: t('served.open.open311.kinds'),
  }))
  return [...categories, ...kinds]
}

export interface Asked {
  services: string[] | null
  states: ReportState[]
  during: Span | null
  page: number
  pageSize: number
}

export async function findReports(
  town: Town,
  locale: Locale,
  { services, states, during, page, pageSize }: Asked,
) {
  const wanted = STATUSES.filter((status) => states.includes(isClosed(status) ? 'closed' : 'open'))
  const condition = await conditionOf(town.id, {
    ...NO_FILTER,
    status: states.length === REPORT_STATES.length ? [] : wanted,
  })
  const found = await listReports({
    condition,
    during,
    services: services && new Set(services),
    page,
    pageSize,
  })
  return { all: found.all, reports: await reportsOf(town, locale, found.rows) }
}

export async function getReports(town: Town, locale: Locale, numbers: number[]) {
  const condition = await conditionOf(town.id, NO_FILTER)
  const rows = await Promise.all(numbers.map((number) => getFeatureRow(condition, number)))
  return reportsOf(
    town,
    locale,
    rows.filter((row) => row !== null),
  )
}

/** Service requests as the specification names their fields; what is not known is null. */
async function reportsOf(town: Town, locale: Locale, rows: FeatureRow[]) {
  const ids = rows.map((row) => row.id)
  const [services, photos, answers] = await Promise.all([
    listServices(town, locale),
    listPublicPhotos(town.id, ids),
    listNewestAnswers(town.id, ids),
  ])
  const names = new Map(services.map((service) => [service.service_code, service.service_name]))
  return rows.map((row) => {
    const [title, body] = [localized(row, 'title', locale), localized(row, 'body', locale)]
    const code = row.categoryId ?? row.kind
    const answer = answers.get(row.id)
    const photo = photos.find(({ contributionId }) => contributionId === row.id)
    return {
      service_request_id: String(row.number),
      status: isClosed(row.status) ? 'closed' : 'open',
      status_notes: answer ? localized(answer, 'body', locale) : null,
      service_name: names.get(code) ?? null,
      service_code: code,
      description: body.startsWith(title.replace(/…$/, '')) ? body : `${title}\n\n${body}`,
      agency_responsible: null,
      service_notice: null,
      requested_datetime: row.createdAt.toISOString(),
      updated_datetime: row.updatedAt.toISOString(),
      expected_datetime: null,
      address: localized(row, 'placeText', locale) || null,
      address_id: null,
      zipcode: null,
      lat: row.lat,
      long: row.lng,
      media_url: photo ? origin() + paths.photoJpeg(town.id, photo.id) : null,
      extended_attributes: {
        title,
        kind: row.kind,
        status: row.status,
        supports: row.supports,
        link: origin() + paths.contribution(town.slug, row.number),
      },
    }
  })
}
