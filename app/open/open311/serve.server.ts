import { localized } from '#app/domain/localized.ts'
import { origin } from '#app/env.server.ts'
import { type XmlContent, type XmlNode, xmlText } from '#app/formats/xml.ts'
import type { Locale } from '#app/i18n/locale.ts'
import type { Span } from '#app/models/feature-rows.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { paths } from '#app/paths.ts'
import { getLocale } from '#app/session.server.ts'
import { Problem } from '../problem.ts'
import { momentIn, oneOf, readQuery, wholeIn } from '../query.ts'
import { type Failed, jsonReply, orProblem, replyTo, townAt } from '../reply.server.ts'
import { findReports, getReports, listServices, REPORT_STATES } from './reports.server.ts'

const XML = 'text/xml; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'
/** Of the description of this endpoint, as its discovery tells it. */
const CHANGESET = '2026-11-23T00:00:00Z'
/** GeoReport v2: without dates the last 90 days, at most 1,000 requests. */
const USUAL_DAYS = 90
const MOST = 1000
const DAY_MS = 86_400_000

type Format = 'json' | 'xml'

/** An answer in both of the specification's forms: as JSON has it, and its elements. */
interface Answer {
  json: unknown
  xml: XmlNode
}

/** Open311 GeoReport v2, the part that reads: published entries of one town as service requests. */
export function serveOpen311(request: Request, params: { town?: string; '*'?: string }): Promise<Response> {
  const path = params['*'] ?? ''
  const format: Format = path.endsWith('.xml') ? 'xml' : 'json'
  return orProblem(
    request,
    async () => {
      const town = await townAt(params)
      const bare = /^(.+)\.(json|xml)$/.exec(path)?.[1]
      if (!bare) throw new Problem(404, 'noSuchAddress')
      const answer = await answerAt(town, await getLocale(request), bare, new URL(request.url).searchParams)
      if (format === 'xml') return replyTo(request, { type: XML, text: xmlText(answer.xml) })
      return jsonReply(request, answer.json, JSON_TYPE)
    },
    (failed) => failure(failed, format),
  )
}

/** The specification's own errors: a list, each with its code. */
function failure({ status, text, headers }: Failed, format: Format): Response {
  const body =
    format === 'json'
      ? JSON.stringify([{ code: status, description: text }])
      : xmlText([
          'errors',
          [
            [
              'error',
              [
                ['code', status],
                ['description', text],
              ],
            ],
          ],
        ])
  return new Response(body, {
    status,
    headers: {
      'Access-Control-Allow-Origin': '*',
      'Content-Type': format === 'json' ? JSON_TYPE : XML,
      'Cache-Control': 'no-store',
      ...headers,
    },
  })
}

const COMMON = ['jurisdiction_id', 'api_key', 'lang', 'extensions'] as const

async function answerAt(town: Town, locale: Locale, path: string, search: URLSearchParams): Promise<Answer> {
  const plain = () => mustBeHere(town, readQuery(search, COMMON))
  if (path === 'discovery') {
    plain()
    return discovery(town, locale)
  }
  const [first, id, ...more] = path.split('/')
  if (more.length > 0) throw new Problem(404, 'noSuchAddress')
  if (first === 'services') {
    plain()
    const services = await listServices(town, locale)
    if (id === undefined) return listed('services', 'service', services)
    if (!services.some((service) => service.service_code === id)) throw new Problem(404, 'noSuchService')
    // No service asks for more than the specification's own fields.
    return {
      json: { service_code: id, attributes: [] },
      xml: [
        'service_definition',
        [
          ['service_code', id],
          ['attributes', null],
        ],
      ],
    }
  }
  if (first !== 'requests') throw new Problem(404, 'noSuchAddress')
  if (id === undefined) return requests(town, locale, search)
  plain()
  const found = await getReports(town, locale, /^[1-9]\d{0,8}$/.test(id) ? [Number(id)] : [])
  if (found.length === 0) throw new Problem(404, 'noSuchFeature')
  return listed('service_requests', 'request', found)
}

function mustBeHere(town: Town, { jurisdiction_id: asked }: Partial<Record<string, string>>) {
  if (asked !== undefined && asked !== town.slug)
    throw new Problem(404, 'otherJurisdiction', { id: town.slug })
}

async function requests(town: Town, locale: Locale, search: URLSearchParams): Promise<Answer> {
  const query = readQuery(search, [
    ...COMMON,
    'service_request_id',
    'service_code',
    'start_date',
    'end_date',
    'status',
    'page',
    'page_size',
  ])
  mustBeHere(town, query)
  // By their ids whatever else is asked, as the specification says.
  if (query.service_request_id !== undefined) {
    const numbers = query.service_request_id
      .split(',')
      .map((text) => wholeIn('service_request_id', text.trim(), { most: 999_999_999, usual: 0 }))
    return listed(
      'service_requests',
      'request',
      await getReports(town, locale, [...new Set(numbers)].slice(0, 100)),
    )
  }
  const services = query.service_code?.split(',').map((code) => code.trim()) ?? null
  const known = services && new Set((await listServices(town, locale)).map((service) => service.service_code))
  if (services?.some((code) => !known!.has(code))) throw new Problem(404, 'noSuchService')
  const states = query.status?.split(',').map((state) => oneOf('status', state.trim(), REPORT_STATES)!) ?? [
    ...REPORT_STATES,
  ]
  const { reports } = await findReports(town, locale, {
    services,
    states,
    during: spanOf(query.start_date, query.end_date),
    page: wholeIn('page', query.page, { most: 1e6, usual: 1 }),
    pageSize: wholeIn('page_size', query.page_size, { most: MOST, usual: MOST }),
  })
  return listed('service_requests', 'request', reports)
}

function spanOf(start: string | undefined, end: string | undefined): Span {
  const read = (name: string, text: string | undefined, isEnd: boolean) => {
    if (text === undefined) return null
    const moment = momentIn(text, isEnd)
    if (!moment) throw new Problem(400, 'badValue', { name, allowed: '2026-01-31T00:00:00Z' })
    return moment
  }
  const until = read('end_date', end, true)
  const from =
    read('start_date', start, false) ?? new Date((until ?? new Date()).getTime() - USUAL_DAYS * DAY_MS)
  if (until && from > until) throw new Problem(400, 'badValue', { name: 'start_date', allowed: '≤ end_date' })
  return { from, until }
}

function discovery(town: Town, locale: Locale): Answer {
  const url = origin() + openPaths.open311(town.slug)
  const contact = `${localized(town, 'name', locale)}, ${origin()}${paths.town(town.slug)}`
  const endpoint = {
    specification: 'http://wiki.open311.org/GeoReport_v2',
    url,
    changeset: CHANGESET,
    type: 'production',
  }
  const formats = ['text/xml', 'application/json']
  const common = { changeset: CHANGESET, contact, key_service: '' }
  return {
    json: { ...common, endpoints: [{ ...endpoint, formats }] },
    xml: [
      'discovery',
      [
        ...fieldsOf(common),
        [
          'endpoints',
          [
            [
              'endpoint',
              [...fieldsOf(endpoint), ['formats', formats.map((type) => ['format', type] as const)]],
            ],
          ],
        ],
      ],
    ],
  }
}

function listed(root: string, element: string, rows: object[]): Answer {
  return { json: rows, xml: [root, rows.map((row) => [element, fieldsOf(row)] as const)] }
}

function fieldsOf(row: object): XmlNode[] {
  return Object.entries(row).map(([name, value]) => [
    name,
    value !== null && typeof value === 'object' ? fieldsOf(value) : (value as XmlContent),
  ])
}
