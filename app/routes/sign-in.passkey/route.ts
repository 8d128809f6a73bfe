import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { Refusal } from '#app/domain/refusal.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { freshenSessionOf } from '#app/models/factors.server.ts'
import { askForPasskey, beginPasskey } from '#app/models/passkeys.server.ts'
import { passkeyIn, passkeySite } from '#app/passkey-site.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getSigned, passkeyCookie, type Signed, setCookie } from '#app/session.server.ts'

/** What the scripts of a passkey ask between two pages: what to sign, and to take note of what was signed. */
export async function action({ request }: ActionFunctionArgs) {
  return orFailInJson(request, async () => {
    const form = await readForm(request)
    const signed = await getSigned(request)
    switch (form.get('intent')) {
      case 'options':
        return giveOptions(String(form.get('purpose')), signed)
      case 'freshen': {
        const { person, session } = mustBeSigned(signed)
        await passkeyIn(request, form, person.id)
        await freshenSessionOf(session)
        return Response.json({ ok: true })
      }
      default:
        throw new Refusal('input.bad')
    }
  })
}

async function giveOptions(purpose: string, signed: Signed | null): Promise<Response> {
  const asked = await askedFor(purpose, signed)
  return Response.json(
    { options: asked.options },
    { headers: { 'Cache-Control': 'no-store', 'Set-Cookie': await setCookie(passkeyCookie, asked.token) } },
  )
}

function askedFor(purpose: string, signed: Signed | null) {
  if (purpose === 'sign-in') return askForPasskey(passkeySite(), null)
  const { person } = mustBeSigned(signed)
  if (purpose === 'add') return beginPasskey(passkeySite(), person)
  if (purpose === 'prove') return askForPasskey(passkeySite(), person.id)
  throw new Refusal('input.bad')
}

function mustBeSigned(signed: Signed | null): Signed {
  if (!signed) throw new Refusal('person.not-signed-in')
  return signed
}

export function loader() {
  return redirect(paths.signIn())
}
