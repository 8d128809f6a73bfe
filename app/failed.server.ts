import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'
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
  const page = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('errors.title')}</title><body style="font:1.1rem/1.5 system-ui;max-width:40rem;margin:3rem auto;padding:0 1rem"><h1>${t('errors.title')}</h1><p>${text}</p><p><a href="/">${t('common.home')}</a></p>`
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
  if (error instanceof Refusal)
    return { status: error.status, text: t(`refusals.${error.code}`, error.details), t, locale }
  if (error instanceof z.ZodError) return { status: 404, text: t('errors.404.text'), t, locale }
  logError(error)
  return { status: 500, text: t('errors.500.text'), t, locale }
}
