import { data } from '@remix-run/node'

/** An address of nothing: a page like any other, so that it is shown in the reader's own settings. */
export function loader(): null {
  throw data(null, { status: 404 })
}

export const action = loader

export default function Nothing() {
  return null
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
