import type { ActionFunctionArgs } from '@remix-run/node'
import { orFailInJson } from '#app/failed.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { takeUpload } from '#app/map-input.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { requireStaff } from '#app/session.server.ts'

/** The upload of the map's page where scripts show how far it is: the same act, answered in a few words. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orFailInJson(request, async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await orRunOut(request, requireStaff(request, slug, 'town:change'))
    const failed = await takeUpload(request, { town, actorId: actor.personId })
    if (!failed) return Response.json({ to: `${paths.adminMap(slug)}?saved=1` }, NO_STORE)
    if (failed.refusal) throw failed.refusal
    return Response.json({ message: tOf(locale)('errors.form') }, { status: 400, ...NO_STORE })
  })
}

const NO_STORE = { headers: { 'Cache-Control': 'no-store' } }
