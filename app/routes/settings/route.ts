import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { Refusal } from '#app/domain/refusal.ts'
import { failedPage } from '#app/failed.server.ts'
import { changePersonProfile } from '#app/models/people.server.ts'
import { safeReturnTo } from '#app/paths.ts'
import { getPersonOf, getPrefs, prefsCookie, prefsSchema, setCookie } from '#app/session.server.ts'

/** Language and the low-vision panel: one cookie, and the language of letters for who is signed in. */
export async function action({ request }: ActionFunctionArgs) {
  const before = await getPrefs(request)
  const form = await request.formData().catch(() => null)
  if (!form) return failedPage(request, new Refusal('input.bad'))
  const prefs = prefsSchema.parse({ ...before, ...Object.fromEntries(form) })
  const person = await getPersonOf(request)
  if (person && person.locale !== prefs.lang) await changePersonProfile(person.id, { locale: prefs.lang })
  return redirect(safeReturnTo(form.get('returnTo')), {
    headers: { 'Set-Cookie': await setCookie(prefsCookie, prefs) },
  })
}

export function loader() {
  return redirect('/')
}
