import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { isAtLeast } from '#app/domain/trust.ts'
import { env } from '#app/env.server.ts'
import { trustWords } from '#app/i18n/counter-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { redeemInvitation } from '#app/models/invitations.server.ts'
import { listProviders } from '#app/models/providers.server.ts'
import { getTrust } from '#app/models/trust.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { type RefusalText, refusalText } from '#app/refusal-text.server.ts'
import { getScene, requirePerson } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await getScene(request, townParams.parse(params).town)
    const person = await requirePerson(request)
    const words = trustWords(locale)
    const [trust, providers] = await Promise.all([getTrust(town.id, person.id), listProviders(town.id)])
    return {
      words,
      title: words.trustPage.title.replace('{{town}}', localized(town, 'name', locale)),
      trust,
      isConfirmed: isAtLeast(trust, 'in-person'),
      hasEmail: person.email !== null,
      isDone: new URL(request.url).searchParams.has('done'),
      services: providers
        .filter(({ isOpen }) => isOpen)
        .map((one) => ({ id: one.id, label: localized(one, 'label', locale), trust: one.trust })),
    }
  })
}

interface Answer {
  refused: RefusalText
  typed: string
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, locale } = await getScene(request, slug)
    const person = await requirePerson(request)
    const form = await readForm(request)
    const code = String(form.get('code') ?? '').slice(0, 40)
    try {
      await redeemInvitation({ townId: town.id, personId: person.id, code, secret: env().SESSION_SECRET })
      return redirect(`${paths.resident(slug)}?done=1`)
    } catch (error) {
      const refused = refusalText(error, locale, town.currency)
      return data<Answer>({ refused, typed: code }, { status: refused.status })
    }
  })
}

export const meta = titled<{ title: string }>((_, data) => data.title)

export default function Resident() {
  const t = usePageWords()
  const { frame } = useTown()
  const page = useLoaderData<typeof loader>()
  const answer = useActionData() as Answer | undefined
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={page.title} lead={t('trustPage.lead')} />
      <div className="mt-8 grid gap-8">
        {page.isDone && (
          <Notice tone="success" role="status">
            {t('trustPage.done')}
          </Notice>
        )}
        <FailureNotice>{answer?.refused.text}</FailureNotice>
        <p className="text-lg">{t('trustPage.now', { level: t(`trustPage.level.${page.trust}`) })}</p>
        {!page.hasEmail && (
          <section className="grid gap-2">
            <h2 className="text-xl font-semibold">{t('trustPage.emailTitle')}</h2>
            <p>{t('trustPage.emailText')}</p>
          </section>
        )}
        {!page.isConfirmed && (
          <section className="grid gap-4">
            <h2 className="text-xl font-semibold">{t('trustPage.inPersonTitle')}</h2>
            <p>{t('trustPage.inPersonText')}</p>
            <Form method="post" className="grid max-w-[28rem] gap-4" noValidate>
              <Field label={t('trustPage.code')} required>
                <TextInput
                  name="code"
                  autoComplete="off"
                  autoCapitalize="characters"
                  spellCheck={false}
                  maxLength={40}
                  defaultValue={answer?.typed}
                  className="tracking-wider tabular-nums"
                />
              </Field>
              <Button className="justify-self-start">{t('trustPage.send')}</Button>
            </Form>
          </section>
        )}
        <section className="grid gap-2">
          <h2 className="text-xl font-semibold">{t('trustPage.servicesTitle')}</h2>
          {page.services.length === 0 && <p className="text-ink-2">{t('trustPage.servicesNone')}</p>}
          <ul className="grid gap-2">
            {page.services.map((one) => (
              <li key={one.id}>
                <TextLink href={paths.signInWith(frame.slug, one.id, paths.resident(frame.slug))}>
                  {t('trustPage.service', { label: one.label, level: t(`trust.${one.trust}`) })}
                </TextLink>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
