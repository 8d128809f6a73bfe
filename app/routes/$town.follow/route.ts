import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { consentVersions } from '#app/documents.server.ts'
import { FOLLOWED } from '#app/domain/notices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { hasAllConsents } from '#app/models/consents.server.ts'
import { follow, unfollow } from '#app/models/follows.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths, safeReturnTo } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getPersonOf } from '#app/session.server.ts'

const schema = z.object({
  followed: z.enum(FOLLOWED),
  id: z.string().max(200).refine(isId),
  wish: z.enum(['on', 'off']),
  returnTo: z.string().optional(),
})

/** Follows something of the town, or stops; then back to the page. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const town = await getTown(townParams.parse(params).town)
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success') throw new Refusal('input.bad')
    const { followed, id, wish, returnTo } = submission.value
    const back = returnTo ? safeReturnTo(returnTo) : paths.town(town.slug)
    const person = await getPersonOf(request)
    if (!person) return redirect(paths.signIn(back))
    if (wish === 'on' && !(await hasAllConsents(person.id, consentVersions())))
      return redirect(paths.consent(back))
    const what = { townId: town.id, personId: person.id, subjectType: followed, subjectId: id }
    if (wish === 'on') await follow(what)
    else await unfollow(what)
    return redirect(back)
  })
}

/** Whoever comes by a link instead of the button. */
export async function loader({ params }: ActionFunctionArgs) {
  return orRefuse(async () => redirect(paths.town(townParams.parse(params).town)))
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
