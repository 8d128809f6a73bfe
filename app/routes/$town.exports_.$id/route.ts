import { stat } from 'node:fs/promises'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { failedPage } from '#app/failed.server.ts'
import { fileResponse } from '#app/file-response.server.ts'
import { CONTENT_TYPES, dispositionOf, fileNames } from '#app/jobs/export.server.ts'
import { exportPath } from '#app/jobs/export-files.server.ts'
import { getFinishedExport } from '#app/models/export-jobs.server.ts'
import { exportFileParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** The file of a finished export; a download that broke off goes on where it stopped. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  try {
    const { town: slug, id } = exportFileParams.parse(params)
    const { town } = await requireStaff(request, slug, 'ranking:export')
    const job = await getFinishedExport({ townId: town.id, id }, new Date())
    const path = exportPath(env().FILES_DIR, job)
    const known = await stat(path).catch(() => null)
    if (known?.size !== job.bytes) throw new Refusal('export.not-found')
    const finishedAt = job.finishedAt!
    return fileResponse(request, {
      path,
      bytes: job.bytes,
      hash: job.hash,
      modifiedAt: finishedAt,
      headers: {
        'Content-Type': CONTENT_TYPES[job.format],
        'Content-Disposition': dispositionOf(
          fileNames({ town, format: job.format, locale: job.locale, now: finishedAt }),
        ),
        'Cache-Control': 'private, no-store',
        'X-Sreda-Rows': String(job.doneRows),
      },
    })
  } catch (error) {
    if (error instanceof Response) throw error
    return failedPage(request, error)
  }
}
