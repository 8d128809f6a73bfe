import { Refusal } from '#app/domain/refusal.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { logError } from '#app/log-error.server.ts'
import { sha256 } from '#app/models/ids.server.ts'
import { getTown, type Town } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { getLocale } from '#app/session.server.ts'
import { Problem } from './problem.ts'

/** Everything here is public, and the same for whoever asks: other sites' scripts may read it. */
const FOR_ALL = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Retry-After',
}

export interface Reply {
  type: string
  text: string
  headers?: Record<string, string>
}

/** Answers with a text and its tag; with 304 and nothing to who knows it already. */
export function replyTo(request: Request, { type, text, headers = {} }: Reply): Response {
  const etag = `"${sha256(text).slice(0, 32)}"`
  const all = {
    ...FOR_ALL,
    'Content-Type': type,
    ETag: etag,
    'Cache-Control': 'public, max-age=0, must-revalidate',
    Vary: 'Accept, Cookie, Authorization',
    ...headers,
  }
  const known = request.headers.get('If-None-Match')
  if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag || one.trim() === '*'))
    return new Response(null, { status: 304, headers: all })
  return new Response(text, { headers: all })
}

export function jsonReply(request: Request, body: unknown, type = 'application/json', more = {}): Response {
  return replyTo(request, { type, text: JSON.stringify(body), headers: more })
}

/** The town of an address. @throws {Problem | Refusal} 404 */
export async function townAt(params: { town?: string }): Promise<Town> {
  const read = townParams.safeParse(params)
  if (!read.success) throw new Problem(404, 'noSuchAddress')
  return getTown(read.data.town)
}

export interface Failed {
  status: number
  /** In the reader's language. */
  text: string
  headers: Record<string, string>
  locale: Locale
}

/**
 * Does what a program asked; a failure is told by `say`, by default as RFC 9457's problem, which holds OGC's `code` and
 * `description` as well.
 */
export async function orProblem(
  request: Request,
  work: () => Promise<Response>,
  say: (failed: Failed) => Response = problemResponse,
): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const locale = await getLocale(request)
    return say({ ...failureOf(error, locale), locale })
  }
}

function failureOf(error: unknown, locale: Locale): Omit<Failed, 'locale'> {
  const t = tOf(locale)
  if (error instanceof Problem) {
    const { status, key, details, headers } = error
    return { status, text: t(`served.open.problems.${key}`, details), headers }
  }
  if (error instanceof Refusal)
    return { status: error.status, text: t(`refusals.${error.code}`, error.details), headers: {} }
  logError(error)
  return { status: 500, text: t('errors.500.text'), headers: {} }
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
}
const CODES: Record<number, string> = {
  400: 'InvalidParameterValue',
  404: 'NotFound',
  406: 'NotAcceptable',
  500: 'NoApplicableCode',
}

export function problemResponse({ status, text, headers, locale }: Failed): Response {
  const title = TITLES[status] ?? 'Error'
  const body = {
    type: 'about:blank',
    title,
    status,
    detail: text,
    code: CODES[status] ?? title.replaceAll(' ', ''),
    description: text,
  }
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...FOR_ALL,
      'Content-Type': 'application/problem+json',
      'Content-Language': locale,
      'Cache-Control': 'no-store',
      ...headers,
    },
  })
}
