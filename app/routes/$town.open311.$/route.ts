import type { LoaderFunctionArgs } from '@remix-run/node'
import { serveOpen311 } from '#app/open/open311/serve.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return serveOpen311(request, params)
}
