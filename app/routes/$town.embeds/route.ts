import type { LoaderFunctionArgs } from '@remix-run/node'
import { serveEmbeds } from '#app/open/embeds/serve.server.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return serveEmbeds(request, params)
}
