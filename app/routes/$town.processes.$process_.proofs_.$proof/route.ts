import type { LoaderFunctionArgs } from '@remix-run/node'
import { orRefuse } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { proofFile } from '#app/jobs/proof-files.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { listProofs } from '#app/models/proofs.server.ts'
import { proofParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** The file of a publication, for the staff: always a download, whatever is in it. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process, proof } = proofParams.parse(params)
    const { town } = await requireStaff(request, slug, 'commission:change')
    const proofs = await listProofs(town.id, (await getProcess(town.id, process)).id)
    const known = proofs.find(({ id }) => id === proof)
    if (!known || known.fileHash === '') throw new Refusal('proof.not-found')
    const bytes = await proofFile(town.id, known.fileHash)
    return new Response(bytes, {
      headers: {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(known.fileName)}`,
        'Content-Length': String(bytes.byteLength),
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}
