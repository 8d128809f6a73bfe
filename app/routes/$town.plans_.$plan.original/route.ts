import type { LoaderFunctionArgs } from '@remix-run/node'
import { orRefuse } from '#app/answer.server.ts'
import { originalOf } from '#app/jobs/plan-files.server.ts'
import { getVariant } from '#app/models/plans.server.ts'
import { planParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** The file as the designers sent it, for the staff: always a download, whatever is in it. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, plan } = planParams.parse(params)
    const { town } = await requireStaff(request, slug, 'plan:change')
    const { fileHash, fileName } = await getVariant(town.id, plan, { isStaff: true })
    const bytes = await originalOf(town.id, fileHash)
    return new Response(bytes, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`,
        'Content-Length': String(bytes.byteLength),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}
