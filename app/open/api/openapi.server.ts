import { z } from 'zod'
import { origin } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { jsonSchemaOf } from '../json-schema.ts'
import type { Endpoint } from './endpoint.ts'

export const OPENAPI_31 = 'application/vnd.oai.openapi+json;version=3.1'

const PROBLEM = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('In the asked language'),
})

/** The API as OpenAPI 3.1, made of the very schemas that check what is asked and shape what is answered. */
export function openApi(endpoints: Endpoint[], locale: Locale) {
  const t = tOf(locale)
  const parts: Record<string, object> = { Problem: jsonSchemaOf(PROBLEM, '3.1', {}) }
  const paths_ = Object.fromEntries(
    endpoints.map((one) => [one.path, { get: operation(one, locale, parts) }]),
  )
  return {
    openapi: '3.1.0',
    info: { title: t('served.open.api.title'), description: t('served.open.api.lead'), version: '1.0.0' },
    servers: [{ url: origin() + openPaths.api() }],
    paths: paths_,
    components: {
      schemas: parts,
      responses: {
        Problem: {
          description: 'RFC 9457',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function operation(one: Endpoint, locale: Locale, parts: Record<string, object>) {
  const problem = { $ref: '#/components/responses/Problem' }
  return {
    operationId: one.id,
    summary: tOf(locale)(`served.open.api.endpoints.${one.id}`),
    parameters: [
      ...parametersIn(one.path).map((name) => ({
        name,
        in: 'path',
        required: true,
        schema: { type: 'string' },
      })),
      { name: 'lang', in: 'query', schema: { type: 'string', enum: ['ru', 'en'], default: 'ru' } },
      ...Object.entries(one.query).map(([name, type]) => {
        const { description, ...schema } = jsonSchemaOf(type, '3.1', parts)
        return { name, in: 'query', schema, ...(description ? { description } : {}) }
      }),
    ],
    ...(one.scope ? { security: [{ token: [] }], 'x-scope': one.scope } : {}),
    responses: {
      200: {
        description: 'OK',
        content: { 'application/json': { schema: jsonSchemaOf(one.answer, '3.1', parts) } },
      },
      304: { description: 'Not Modified' },
      400: problem,
      ...(one.scope ? { 401: problem, 403: problem } : {}),
      404: problem,
      429: problem,
    },
  }
}

export function parametersIn(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
}
