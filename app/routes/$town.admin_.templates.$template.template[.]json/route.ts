import type { LoaderFunctionArgs } from '@remix-run/node'
import { orRefuse } from '#app/answer.server.ts'
import { slugFrom } from '#app/domain/slug.ts'
import { getTemplate } from '#app/models/templates.server.ts'
import { templateParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** A template as a file, which another town can bring in as it is. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, template: id } = templateParams.parse(params)
    const { town } = await requireStaff(request, slug, 'process:change')
    const { body } = await getTemplate(town.id, id)
    return new Response(`${JSON.stringify(body, null, 2)}\n`, {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="${slugFrom(body.title.ru) || 'template'}.json"`,
        'Cache-Control': 'no-store',
      },
    })
  })
}
