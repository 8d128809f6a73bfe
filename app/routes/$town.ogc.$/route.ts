import type { LoaderFunctionArgs } from '@remix-run/node'
import { serveOgc } from '#app/open/ogc/serve.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return serveOgc(request, params)
}
