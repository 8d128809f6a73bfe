import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { origin } from '#app/env.server.ts'
import { failedPage } from '#app/failed.server.ts'
import { type Exported, writeExport } from '#app/jobs/export.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { exportParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/**
 * A download of the ranking. It is written whole before the first byte is sent, so that what fails is a page that says
 * so, never half a file.
 */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const path = join(tmpdir(), `sreda-export-${randomUUID()}`)
  try {
    const { town: slug, format } = exportParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'ranking:export')
    const query = new URL(request.url).searchParams
    const filter = filterFrom(query)
    const now = new Date()
    const separator = query.get('separator') === 'comma' ? ',' : ';'
    const exported = await writeExport(
      { town, filter, format, locale, separator, origin: origin(), now },
      path,
    )
    await recordExport({
      townId: town.id,
      actorId: actor.personId,
      format,
      filter: filterParams(filter).toString(),
      rows: exported.rows,
      now,
    })
    return await fileResponse(path, exported)
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof Response) throw error
    return failedPage(request, error)
  }
}

async function fileResponse(
  path: string,
  { fileName, asciiName, contentType, rows }: Exported,
): Promise<Response> {
  const { size } = await stat(path)
  const file = createReadStream(path)
  file.once('close', () => void rm(path, { force: true }))
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(size),
      'Content-Disposition': `attachment; filename="${asciiName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      'Cache-Control': 'private, no-store',
      'X-Sreda-Rows': String(rows),
    },
  })
}
