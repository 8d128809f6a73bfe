import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { env } from '#app/env.server.ts'
import { IdentityFailed } from '#app/forms/identity-failed.tsx'
import { signInWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { beginsHere, setOut } from '#app/identity-trip.server.ts'
import { getOpenProvider } from '#app/models/providers.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { providerParams } from '#app/params.ts'
import { paths, safeReturnTo } from '#app/paths.ts'
import { refusalText } from '#app/refusal-text.server.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/**
 * A link, not a form: the page's policy lets forms go to this site only. A link of ours leads on to the service; whoever comes
 * by another one is asked first.
 */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, provider } = providerParams.parse(params)
    const town = await getTown(slug)
    const returnTo = safeReturnTo(new URL(request.url).searchParams.get('returnTo'))
    const locale = await getLocale(request)
    const words = signInWords(locale)
    try {
      if (!beginsHere(request)) {
        const { SESSION_SECRET } = env()
        const service = await getOpenProvider(town.id, provider, SESSION_SECRET)
        const label = localized(service, 'label', locale)
        return data({ words, text: null, label, to: paths.signInWith(slug, provider, returnTo) })
      }
      return await setOut(request, { townId: town.id, providerId: provider, returnTo })
    } catch (error) {
      const { text, status } = refusalText(error, locale, town.currency)
      return data({ words, text, label: '', to: '' }, { status })
    }
  })
}

export const meta = titled((t) => t('signIn.title'))

export default function SignInWith() {
  const t = usePageWords()
  const { text, label, to } = useLoaderData<typeof loader>() as {
    text: string | null
    label: string
    to: string
  }
  if (text !== null) return <IdentityFailed text={text} />
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('security.startTitle', { label })} lead={t('security.startLead')} />
      <div className="mt-8 flex flex-wrap gap-3">
        <ButtonLink href={to}>{t('security.openedBy', { label })}</ButtonLink>
        <ButtonLink to="/" variant="secondary">
          {t('common.home')}
        </ButtonLink>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
