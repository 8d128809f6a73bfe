import type { LoaderFunctionArgs } from '@remix-run/node'
import { serveOpenData } from '#app/open/open-data/serve.server.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return serveOpenData(request, params)
}
