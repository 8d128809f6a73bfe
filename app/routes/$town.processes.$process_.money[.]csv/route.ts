import type { LoaderFunctionArgs } from '@remix-run/node'
import { orRefuse } from '#app/answer.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { fundingView } from '#app/jobs/funding-view.server.ts'
import { moneyCsv } from '#app/jobs/money-rows.server.ts'
import { processParams } from '#app/params.ts'
import { getScene } from '#app/session.server.ts'

/** The money of a project as a table for spreadsheets. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process } = processParams.parse(params)
    const { town, locale } = await getScene(request, slug)
    const view = await fundingView(town, process, locale)
    let text = ''
    for await (const piece of moneyCsv(view, tOf(locale), town.timeZone)) text += piece
    return new Response(text, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="money-${view.process.slug}.csv"`,
        'Cache-Control': 'no-cache',
      },
    })
  })
}
