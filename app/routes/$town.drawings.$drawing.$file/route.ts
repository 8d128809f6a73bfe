import type { LoaderFunctionArgs } from '@remix-run/node'
import { orRefuse } from '#app/answer.server.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { drawingFile } from '#app/jobs/variant-drawings.server.ts'
import { findDrawing } from '#app/models/variants.server.ts'
import { drawingParams } from '#app/params.ts'
import { getScene } from '#app/session.server.ts'

/** A picture or a tile of a version's drawing; of a draft, and any original, for the staff only. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, drawing, file } = drawingParams.parse(params)
    const { town, actor } = await getScene(request, slug)
    const found = await findDrawing(town.id, drawing)
    if (!found) throw new Refusal('variant.not-found')
    const isOriginal = file === 'original'
    if (!found.isPublic || isOriginal) mustBeAbleTo(actor, 'plan:change')
    const bytes = await drawingFile(town.id, found.version.drawing, file)
    if (!bytes) throw new Refusal('variant.not-found')
    const headers: Record<string, string> = {
      'Content-Type': isOriginal ? 'application/octet-stream' : 'image/webp',
      'Content-Length': String(bytes.byteLength),
      'X-Content-Type-Options': 'nosniff',
      // What a version is drawn by never changes.
      'Cache-Control': found.isPublic && !isOriginal ? 'public, max-age=86400' : 'private, no-store',
    }
    if (isOriginal) {
      const name = encodeURIComponent(found.version.fileName || 'drawing.png')
      headers['Content-Disposition'] = `attachment; filename*=UTF-8''${name}`
    }
    return new Response(new Uint8Array(bytes), { headers })
  })
}
