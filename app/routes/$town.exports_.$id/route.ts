import type { LoaderFunctionArgs } from '@remix-run/node'
import { can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { failedPage } from '#app/failed.server.ts'
import { fileResponse } from '#app/file-response.server.ts'
import { CONTENT_TYPES, dispositionOf, fileNames } from '#app/jobs/export.server.ts'
import { exportPath } from '#app/jobs/export-files.server.ts'
import { getFinishedExport } from '#app/models/export-jobs.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { exportFileParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** The file of a finished export; a download that broke off goes on where it stopped. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  try {
    const { town: slug, id } = exportFileParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'ranking:export')
    const job = await getFinishedExport({ townId: town.id, id }, new Date())
    if (job.hasPeople && !can(actor, 'person:read')) throw new Refusal('export.no-people')
    if (job.hasPeople && request.method === 'GET') {
      const { format, filter, doneRows: rows, hasPeople } = job
      const who = { townId: town.id, actorId: actor.personId }
      await recordExport({ ...who, format, filter, rows, hasPeople, isTaken: true, now: new Date() })
    }
    const finishedAt = job.finishedAt!
    const answer = await fileResponse(request, {
      path: exportPath(env().FILES_DIR, job),
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
    if (!answer) throw new Refusal('export.not-found')
    return answer
  } catch (error) {
    if (error instanceof Response) throw error
    return failedPage(request, error)
  }
}
