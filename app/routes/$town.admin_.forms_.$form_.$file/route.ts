import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { formFile } from '#app/form-file.server.ts'
import { recordExport } from '#app/models/record-export.server.ts'
import { getForm } from '#app/models/study-forms.server.ts'
import { formParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'
import { answersCsv, resultsCsv } from '#app/study-csv.server.ts'

const params = formParams.extend({ file: z.enum(['answers.csv', 'results.csv', 'form.json']) })

/** A form's answers, its results or the form itself, as a file; the log says who took it. */
export async function loader({ params: given, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, form: formSlug, file } = params.parse(given)
    const { town, actor, locale } = await requireStaff(request, slug, 'form:export')
    const form = await getForm(town.id, formSlug)
    const isTable = file !== 'form.json'
    const { text, rows } = isTable
      ? await (file === 'answers.csv' ? answersCsv : resultsCsv)({ town, form, locale })
      : { text: formFile(form), rows: form.draft.questions.length }
    await recordExport({
      ...{ townId: town.id, actorId: actor.personId, format: isTable ? 'csv' : 'json', rows },
      filter: `form=${form.slug}&file=${file}`,
      now: new Date(),
    })
    return new Response(text, {
      headers: {
        'Content-Type': isTable ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="${form.slug}-${file}"`,
        'Cache-Control': 'private, no-store',
      },
    })
  })
}
