import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { commissionPaths } from '#app/commission-paths.ts'
import { filterParams, NO_FILTER } from '#app/domain/filter.ts'
import { origin } from '#app/env.server.ts'
import { failedPage } from '#app/failed.server.ts'
import { writeAnnexSet } from '#app/jobs/annex-set.server.ts'
import { readinessOf } from '#app/jobs/readiness.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { processParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** The annexes of an application as one file; written whole before the first byte is sent, and logged. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const path = join(tmpdir(), `sreda-annexes-${randomUUID()}`)
  try {
    const { town: slug, process } = processParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'readiness:read')
    const now = new Date()
    const readiness = await readinessOf(town, process, locale, now)
    const protocolLink = (session: string, version: number) =>
      `${origin()}${commissionPaths.session(slug, session, version)}`
    const { files, bytes } = await writeAnnexSet(
      { town, locale, readiness, origin: origin(), protocolLink, now },
      path,
    )
    await recordExport({
      townId: town.id,
      actorId: actor.personId,
      format: 'zip',
      filter: filterParams({ ...NO_FILTER, process }).toString(),
      rows: files,
      now,
    })
    const file = createReadStream(path)
    file.once('close', () => void rm(path, { force: true }))
    return new Response(createReadableStreamFromReadable(file), {
      headers: {
        'Content-Type': 'application/zip',
        'Content-Disposition': `attachment; filename="annexes-${readiness.process.slug}.zip"`,
        'Content-Length': String(bytes),
        'Cache-Control': 'private, no-store',
      },
    })
  } catch (error) {
    await rm(path, { force: true })
    if (error instanceof Response) throw error
    return failedPage(request, error)
  }
}
