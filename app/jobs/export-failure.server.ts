import { Refusal } from '#app/domain/refusal.ts'
import { TooLargeError } from '#app/formats/too-large.ts'

const FULL = ['ENOSPC', 'EDQUOT', 'SQLITE_FULL']

/** An error on its way out of a thread: what is told by its class is said before the class is lost. */
export interface Failure {
  why: string
  name: string
  message: string
  stack: string
}

/** Why an export failed, as its row keeps it: "refused CODE {details}" | "too large: …" | "no space: …" | the error's own words. */
export function failureOf(error: unknown): string {
  const { message, code, why } = error as Error & { code?: unknown; why?: string }
  if (why !== undefined) return why
  if (error instanceof Refusal) return `refused ${error.code} ${JSON.stringify(error.details)}`
  if (error instanceof TooLargeError) return `too large: ${message}`
  return FULL.includes(String(code)) ? `no space: ${message}` : message
}

export function carried(error: unknown): Failure {
  const { name, message, stack = '' } = error as Error
  return { why: failureOf(error), name, message, stack }
}
