import type { LoaderFunctionArgs } from '@remix-run/node'
import { serveApi } from '#app/open/api/serve.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return serveApi(request, params['*'] ?? '')
}
