import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { IdentityFailed } from '#app/forms/identity-failed.tsx'
import { setOut } from '#app/identity-trip.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { providerParams } from '#app/params.ts'
import { safeReturnTo } from '#app/paths.ts'
import { refusalText } from '#app/refusal-text.server.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'

/** A link, not a form: the page's policy lets forms go to this site only. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, provider } = providerParams.parse(params)
    const town = await getTown(slug)
    const returnTo = safeReturnTo(new URL(request.url).searchParams.get('returnTo'))
    try {
      return await setOut(request, { townId: town.id, providerId: provider, returnTo })
    } catch (error) {
      const { text, status } = refusalText(error, await getLocale(request), town.currency)
      return data({ text }, { status })
    }
  })
}

export const meta = titled((t) => t('signIn.title'))

export default function SignInWith() {
  const { text } = useLoaderData<typeof loader>() as { text: string }
  return <IdentityFailed text={text} />
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
