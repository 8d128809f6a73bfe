import { redirect } from '@remix-run/node'

/**
 * A form sends its empty fields, too: leads to the same address without them, so that what is shared is short and the
 * same set has one address.
 */
export function redirectFromEmptyFields(request: Request) {
  const url = new URL(request.url)
  const given = [...url.searchParams]
  const kept = given.filter(([, value]) => value !== '')
  if (request.method !== 'GET' || kept.length === given.length) return
  const query = new URLSearchParams(kept.filter(([name]) => name !== '_routes')).toString()
  throw redirect(`${url.pathname.replace(/\.data$/, '')}${query ? `?${query}` : ''}`)
}
