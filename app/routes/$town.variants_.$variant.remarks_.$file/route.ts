import type { LoaderFunctionArgs } from '@remix-run/node'
import { orRefuse } from '#app/answer.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { remarkRows, remarksCsv, remarksGeojson } from '#app/jobs/remark-files.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { remarkFileParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** The remarks of a variant as a file, for the designers. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, variant, file } = remarkFileParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'remark:resolve')
    const t = tOf(locale)
    const rows = await remarkRows(town, variant, t)
    const isTable = file === 'remarks.csv'
    const text = isTable
      ? await remarksCsv(rows, t, town.timeZone)
      : remarksGeojson(rows, file === 'remarks-drawing.geojson' ? 'drawing' : 'ground')
    await recordExport({
      townId: town.id,
      actorId: actor.personId,
      format: isTable ? 'csv' : 'geojson',
      filter: `variant=${variant}`,
      rows: rows.length,
      now: new Date(),
    })
    return new Response(text, {
      headers: {
        'Content-Type': isTable ? 'text/csv; charset=utf-8' : 'application/geo+json; charset=utf-8',
        'Content-Disposition': `attachment; filename="${file}"`,
        'Cache-Control': 'private, no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })
}
