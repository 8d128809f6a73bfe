import { redirect } from '@remix-run/node'

/**
 * A form sends its empty fields, too, and an old link may tell a place to the metre: leads to the same address without
 * either, so that what is shared is short and says no more than it must.
 */
export function redirectToTidy(request: Request) {
  const url = new URL(request.url)
  const given = [...url.searchParams]
  const kept = given
    .filter(([, value]) => value !== '')
    .map(([name, value]) => [name, name === 'near' ? shortDigits(value) : value])
  if (request.method !== 'GET' || kept.join('&') === given.join('&')) return
  const query = new URLSearchParams(kept.filter(([name]) => name !== '_routes')).toString()
  throw redirect(`${url.pathname.replace(/\.data$/, '')}${query ? `?${query}` : ''}`)
}

/** As many digits of a degree as a filter keeps. */
function shortDigits(near: string): string {
  return near.replace(/(\.\d{3})\d+/g, '$1')
}
