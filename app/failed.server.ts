import { z } from 'zod'
import type { Refused } from '#app/answer.server.ts'
import { Refusal, type RefusalCode } from '#app/domain/refusal.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { logError } from '#app/log-error.server.ts'
import { getLocale } from '#app/session.server.ts'

/** For addresses that scripts read: a failure is `{ message }` in the reader's language, with its true status. */
export async function orFailInJson(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const { status, text } = await failureOf(request, error)
    return Response.json({ message: text }, { status, headers: { 'Cache-Control': 'no-store' } })
  }
}

/** A file has no page of its own to show an error on: a small one in words, with the true status. */
export async function failedPage(request: Request, error: unknown): Promise<Response> {
  const { status, text, t, locale } = await failureOf(request, error)
  const page = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('errors.title')}</title><link rel="stylesheet" href="/plain.css"><body><h1>${t('errors.title')}</h1><p>${text}</p><p><a href="/">${t('common.home')}</a></p>`
  return new Response(page, {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

async function failureOf(request: Request, error: unknown) {
  const locale = await getLocale(request)
  const t = tOf(locale)
  // A script cannot follow the way to a sign-in page.
  if (error instanceof Response && error.status >= 300 && error.status < 400)
    return { status: 401, text: t('refusals.person.not-signed-in'), t, locale }
  const refusal = error instanceof Refusal ? error : refusalIn(error)
  if (refusal)
    return { status: refusal.status, text: t(`refusals.${refusal.code}`, refusal.details), t, locale }
  if (error instanceof z.ZodError) return { status: 404, text: t('errors.404.text'), t, locale }
  logError(error)
  return { status: 500, text: t('errors.500.text'), t, locale }
}

/** What `toRefused` made of a refusal for a page: some of what these routes call throws it so. */
function refusalIn(error: unknown): Refusal | null {
  const { refusal } = (error as { data?: Partial<Refused> } | null)?.data ?? {}
  return refusal ? new Refusal(refusal.code as RefusalCode, refusal.details) : null
}
