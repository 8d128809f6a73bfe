import { jsonSchemaOf } from '../json-schema.ts'
import { contributionSchema, spaceSchema, townSchema } from '../schemas.ts'
import { COLLECTIONS, type CollectionId, FILTERS } from './collections.server.ts'
import { addressIn, landing, type Place } from './documents.server.ts'

export const LIMIT = { usual: 100, most: 1000 } as const

const PROPERTIES = {
  pins: contributionSchema,
  proposals: contributionSchema,
  spaces: spaceSchema,
  boundary: townSchema,
}

/** The API described as OpenAPI 3.0, whose schemas are an older JSON Schema than 3.1's. */
export function openApi(place: Place) {
  const { title, description } = landing(place)
  const answer = (type: string, schema: object, text = 'OK') => ({
    200: { description: text, content: { [type]: { schema }, 'text/html': { schema: { type: 'string' } } } },
    400: { $ref: '#/components/responses/Problem' },
    404: { $ref: '#/components/responses/Problem' },
    default: { $ref: '#/components/responses/Problem' },
  })
  const get = (operationId: string, type: string, schema: object, parameters: object[] = []) => ({
    get: {
      operationId,
      summary: operationId,
      tags: ['OGC API - Features'],
      parameters: [
        { $ref: '#/components/parameters/f' },
        { $ref: '#/components/parameters/lang' },
        ...parameters,
      ],
      responses: answer(type, schema),
    },
  })
  const document = {
    type: 'object',
    properties: { links: { type: 'array', items: { $ref: '#/components/schemas/Link' } } },
  }
  const parts: Record<string, object> = {}
  const features = Object.fromEntries(COLLECTIONS.map((id) => [id, featureSchema(id, parts)]))
  return {
    openapi: '3.0.3',
    info: { title, description, version: '1.0.0' },
    servers: [{ url: addressIn(place, '', {}, false) }],
    tags: [{ name: 'OGC API - Features' }],
    paths: {
      '/': get('getLandingPage', 'application/json', document),
      '/conformance': get('getConformance', 'application/json', {
        type: 'object',
        required: ['conformsTo'],
        properties: { conformsTo: { type: 'array', items: { type: 'string' } } },
      }),
      '/api': get('getApi', 'application/json', { type: 'object' }),
      '/collections': get('getCollections', 'application/json', document),
      ...Object.fromEntries(COLLECTIONS.flatMap((id) => pathsOf(id, get, document))),
    },
    components: {
      parameters: {
        f: { name: 'f', in: 'query', schema: { type: 'string', enum: ['json', 'html'] } },
        lang: { name: 'lang', in: 'query', schema: { type: 'string', enum: ['ru', 'en'], default: 'ru' } },
        limit: {
          name: 'limit',
          in: 'query',
          style: 'form',
          explode: false,
          schema: { type: 'integer', minimum: 1, maximum: LIMIT.most, default: LIMIT.usual },
        },
        bbox: {
          name: 'bbox',
          in: 'query',
          style: 'form',
          explode: false,
          schema: { type: 'array', minItems: 4, maxItems: 6, items: { type: 'number' } },
        },
        datetime: {
          name: 'datetime',
          in: 'query',
          style: 'form',
          explode: false,
          schema: { type: 'string' },
        },
        after: { name: 'after', in: 'query', description: 'Of next links', schema: { type: 'string' } },
        id: { name: 'featureId', in: 'path', required: true, schema: { type: 'string' } },
      },
      responses: {
        Problem: {
          description: 'RFC 9457',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      schemas: {
        Link: {
          type: 'object',
          required: ['href', 'rel'],
          properties: {
            href: { type: 'string' },
            rel: { type: 'string' },
            type: { type: 'string' },
            title: { type: 'string' },
          },
        },
        Problem: {
          type: 'object',
          required: ['status', 'code'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string' },
            code: { type: 'string' },
            description: { type: 'string' },
          },
        },
        ...features,
        ...parts,
      },
    },
  }
}

type Get = (id: string, type: string, schema: object, parameters?: object[]) => object

function pathsOf(id: CollectionId, get: Get, document: object): [string, object][] {
  const filters = Object.entries(FILTERS[id]).map(([name, allowed]) => ({
    name,
    in: 'query',
    schema: { type: 'string', ...(allowed ? { enum: allowed } : {}) },
  }))
  const shared = ['limit', 'bbox', 'datetime', 'after'].map((name) => ({
    $ref: `#/components/parameters/${name}`,
  }))
  const feature = { $ref: `#/components/schemas/${id}` }
  const features = {
    type: 'object',
    required: ['type', 'features'],
    properties: {
      type: { type: 'string', enum: ['FeatureCollection'] },
      features: { type: 'array', items: feature },
      links: { type: 'array', items: { $ref: '#/components/schemas/Link' } },
      numberMatched: { type: 'integer' },
      numberReturned: { type: 'integer' },
    },
  }
  return [
    [`/collections/${id}`, get(`describe_${id}`, 'application/json', document)],
    [`/collections/${id}/items`, get(`get_${id}`, 'application/geo+json', features, [...shared, ...filters])],
    [
      `/collections/${id}/items/{featureId}`,
      get(`get_one_of_${id}`, 'application/geo+json', feature, [{ $ref: '#/components/parameters/id' }]),
    ],
  ]
}

function featureSchema(id: CollectionId, parts: Record<string, object>) {
  return {
    type: 'object',
    required: ['type', 'geometry', 'properties'],
    properties: {
      type: { type: 'string', enum: ['Feature'] },
      id: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
      geometry: { type: 'object', nullable: true },
      properties: jsonSchemaOf(PROPERTIES[id], '3.0', parts),
      links: { type: 'array', items: { $ref: '#/components/schemas/Link' } },
    },
  }
}
