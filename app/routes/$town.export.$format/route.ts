import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadableStreamFromReadable, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { filterParams } from '#app/domain/filter.ts'
import { filterFrom } from '#app/domain/filter-from.ts'
import { env, origin } from '#app/env.server.ts'
import { isPrinted } from '#app/export-formats.ts'
import { failedPage } from '#app/failed.server.ts'
import { dispositionOf, type Exported, writeExport } from '#app/jobs/export.server.ts'
import { mustBeExportable } from '#app/jobs/export-check.server.ts'
import { conditionOf, countMatching } from '#app/models/listing.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { exportParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'

/**
 * A download of the ranking. It is written whole before the first byte is sent, so that what fails is a page that says
 * so, never half a file. What is too big for that is asked for on the page of exports.
 */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const path = join(tmpdir(), `sreda-export-${randomUUID()}`)
  try {
    const { town: slug, format } = exportParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'ranking:export')
    const query = new URL(request.url).searchParams
    const filter = filterFrom(query)
    const now = new Date()
    await mustBeExportable(town, filter, format, now)
    const hasCommas = query.get('separator') === 'comma'
    const { all } = await countMatching(await conditionOf(town.id, filter, now))
    if (all > env().EXPORT_AT_ONCE_ROWS || format === 'zip' || isPrinted(format)) {
      const more = hasCommas ? { separator: 'comma' as const } : {}
      return redirect(paths.exports(slug, filter, { format, ...more }), 303)
    }
    const separator = hasCommas ? ',' : ';'
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
    return responseOf(path, exported)
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof Response) throw error
    return failedPage(request, error)
  }
}

function responseOf(path: string, exported: Exported): Response {
  const file = createReadStream(path)
  file.once('close', () => void rm(path, { force: true }))
  return new Response(createReadableStreamFromReadable(file), {
    headers: {
      'Content-Type': exported.contentType,
      'Content-Length': String(exported.bytes),
      'Content-Disposition': dispositionOf(exported),
      'Cache-Control': 'private, no-store',
      'X-Sreda-Rows': String(exported.rows),
    },
  })
}
