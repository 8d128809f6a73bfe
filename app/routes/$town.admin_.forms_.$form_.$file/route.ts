import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { formFile } from '#app/form-file.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { getForm, type StudyForm } from '#app/models/study-forms.server.ts'
import { formParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'
import { answersCsv, placesGeoJson, resultsCsv } from '#app/study-csv.server.ts'

const TYPES = {
  'answers.csv': 'text/csv; charset=utf-8',
  'results.csv': 'text/csv; charset=utf-8',
  'places.geojson': 'application/geo+json; charset=utf-8',
  'form.json': 'application/json; charset=utf-8',
}
const WRITERS = {
  'answers.csv': answersCsv,
  'results.csv': resultsCsv,
  'places.geojson': placesGeoJson,
  'form.json': async ({ form }: { form: StudyForm }) => ({
    text: formFile(form),
    rows: form.draft.questions.length,
  }),
}
const params = formParams.extend({
  file: z.enum(['answers.csv', 'results.csv', 'places.geojson', 'form.json']),
})

/** A form's answers, its results, its places or the form itself, as a file; the log says who took it. */
export async function loader({ params: given, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, form: formSlug, file } = params.parse(given)
    const { town, actor, locale } = await requireStaff(request, slug, 'form:export')
    const form = await getForm(town.id, formSlug)
    const { text, rows } = await WRITERS[file]({ town, form, locale })
    await recordExport({
      ...{ townId: town.id, actorId: actor.personId, rows },
      format: file.slice(file.lastIndexOf('.') + 1),
      filter: `form=${form.slug}&file=${file}`,
      now: new Date(),
    })
    return new Response(text, {
      headers: {
        'Content-Type': TYPES[file],
        'Content-Disposition': `attachment; filename="${form.slug}-${file}"`,
        'Cache-Control': 'private, no-store',
      },
    })
  })
}
