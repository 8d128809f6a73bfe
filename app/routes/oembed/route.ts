import type { LoaderFunctionArgs } from '@remix-run/node'
import { serveOEmbed } from '#app/open/embeds/serve.server.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  return serveOEmbed(request)
}
