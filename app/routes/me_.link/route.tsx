import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { useSecurityWords } from '#app/i18n/use-security-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { forgetPair, getPair } from '#app/identity-trip.server.ts'
import { mergePeople } from '#app/models/merge.server.ts'
import { listPseudonyms } from '#app/models/people.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, isAnswerToForm, requirePerson } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const person = await requirePerson(request)
    const title = tOf(await getLocale(request))('security.mergeTitle')
    const pair = await getPair(request, person.id).catch(() => null)
    if (!pair) {
      // Nothing to join (any more): the page of sign-ins says what is linked.
      if (!isAnswerToForm(request)) throw redirect(paths.security())
      return { title, names: null }
    }
    const names = await listPseudonyms([pair.fromId])
    return { title, names: { own: person.pseudonym, other: names.get(pair.fromId) ?? '—' } }
  })
}

export async function action({ request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const person = await requirePerson(request)
    const intent = (await readForm(request)).get('intent')
    try {
      const { intoId, fromId, returnTo } = await getPair(request, person.id)
      if (intent === 'merge') await mergePeople({ intoId, fromId })
      return redirect(intent === 'merge' ? returnTo : paths.security(), {
        headers: { 'Set-Cookie': await forgetPair() },
      })
    } catch (error) {
      const { data: refused, init } = toRefused(error)
      return data(refused, init ?? undefined)
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function LinkAccounts() {
  const t = useSecurityWords()
  const { title, names } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={title} lead={t('security.mergeLead')} />
      <FailureNotice className="mt-6">{errors.ofForm}</FailureNotice>
      {names && (
        <Form method="post" className="mt-8 grid gap-6">
          <ul className="grid gap-2">
            <li>{t('security.mergeThis', { pseudonym: names.own })}</li>
            <li>{t('security.mergeOther', { pseudonym: names.other })}</li>
          </ul>
          <div className="flex flex-wrap gap-3">
            <Button name="intent" value="merge">
              {t('security.merge')}
            </Button>
            <Button name="intent" value="leave" variant="secondary">
              {t('security.mergeNot')}
            </Button>
          </div>
        </Form>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
