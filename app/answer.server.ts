import { data } from '@remix-run/node'
import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'

export interface RefusalData {
  code: string
  details: Record<string, string | number>
}

/** What a page's ErrorBoundary and a form read. */
export interface Refused {
  refusal: RefusalData
}

/**
 * The one place where a business error becomes an HTTP answer: a Refusal turns into a 4xx with a code that the page
 * translates; a bad address is a 404; everything else goes on to the error boundary.
 */
export function toRefused(error: unknown) {
  if (error instanceof Refusal) {
    return data<Refused>({ refusal: { code: error.code, details: error.details } }, { status: error.status })
  }
  throw error
}

/** For loaders: refusals become responses that the ErrorBoundary shows. */
export async function orRefuse<T>(work: Promise<T> | (() => Promise<T>)): Promise<T> {
  try {
    return await (typeof work === 'function' ? work() : work)
  } catch (error) {
    if (error instanceof z.ZodError) throw notFound()
    if (error instanceof Refusal) throw toRefused(error)
    throw error
  }
}

export function notFound() {
  return data<Refused>({ refusal: { code: 'contribution.not-found', details: {} } }, { status: 404 })
}
