import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { IdentityFailed } from '#app/forms/identity-failed.tsx'
import { signInWords } from '#app/i18n/account-words.server.ts'
import { arrive } from '#app/identity-trip.server.ts'
import { refusalText } from '#app/refusal-text.server.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'

/** Where another service sends people back to. What they bring is good once. */
export async function loader({ request }: LoaderFunctionArgs) {
  try {
    return await arrive(request)
  } catch (error) {
    const locale = await getLocale(request)
    const { text, status } = refusalText(error, locale, 'RUB')
    return data({ text, words: signInWords(locale) }, { status })
  }
}

export const meta = titled((t) => t('signIn.title'))

export default function SignInBack() {
  const { text } = useLoaderData<typeof loader>() as { text: string }
  return <IdentityFailed text={text} />
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
