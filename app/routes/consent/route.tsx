import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { consentText, consentVersions } from '#app/documents.server.ts'
import { PURPOSES } from '#app/domain/consents.ts'
import { env } from '#app/env.server.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { giveConsent, hasAllConsents, listConsents } from '#app/models/consents.server.ts'
import { paths, safeReturnTo } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { addressOf, getLocale, requirePerson } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requirePerson(request)
  const given = await listConsents(person.id)
  return {
    served: servedWords(await getLocale(request), 'consent'),
    returnTo: safeReturnTo(new URL(request.url).searchParams.get('returnTo')),
    given: PURPOSES.filter((purpose) =>
      given.some(
        (row) =>
          row.purpose === purpose && !row.withdrawnAt && row.textVersion === consentText(purpose).textVersion,
      ),
    ),
  }
}

/** Each box is its own record: given apart, withdrawn apart. */
export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request)
  const form = await readForm(request)
  const ticked = PURPOSES.filter((purpose) => form.get(purpose) === 'on')
  for (const purpose of ticked) {
    await giveConsent({
      personId: person.id,
      purpose,
      ...consentText(purpose),
      address: addressOf(request),
      secret: env().SESSION_SECRET,
    })
  }
  if (!(await hasAllConsents(person.id, consentVersions())))
    return data({ isIncomplete: true }, { status: 400 })
  return redirect(safeReturnTo(form.get('returnTo')))
}

export const meta = titled((t) => t('consent.title'))

export default function Consent() {
  const { returnTo, given, served } = useLoaderData<typeof loader>()
  const t = useServedWords(served)
  const answer = useActionData<typeof action>()
  const words = {
    'personal-data': [t('served.consent.personalData'), t('served.consent.personalDataHint')],
    rules: [t('served.consent.rules'), t('served.consent.rulesHint')],
  } as const
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={t('consent.title')} lead={t('served.consent.lead')} />
      <Form method="post" className="mt-8 grid gap-6">
        <input type="hidden" name="returnTo" value={returnTo} />
        <FailureNotice>{answer?.isIncomplete && t('served.consent.both')}</FailureNotice>
        {PURPOSES.map((purpose) => (
          <div key={purpose} className="grid gap-1">
            <Checkbox
              name={purpose}
              label={words[purpose][0]}
              hint={words[purpose][1]}
              defaultChecked={given.includes(purpose)}
            />
            <TextLink href={paths.document(purpose)} target="_blank" className="ml-9 justify-self-start">
              {t('served.consent.read')}: {t(`documents.${purpose}.title`)}
            </TextLink>
          </div>
        ))}
        <Button className="justify-self-start">{t('served.consent.give')}</Button>
      </Form>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
