import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { securityWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { forgetShown, getShown } from '#app/identity-trip.server.ts'
import { hasFactor } from '#app/models/factors.server.ts'
import { linkIdentity } from '#app/models/identities.server.ts'
import { mergePeople } from '#app/models/merge.server.ts'
import { listPseudonyms } from '#app/models/people.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, isAnswerToForm, lacksProof, requireSigned, requireSure } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

export async function loader({ request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const signed = await requireSigned(request)
    const { person } = signed
    const locale = await getLocale(request)
    const t = tOf(locale)
    const words = securityWords(locale)
    const shown = await getShown(request, person.id).catch(() => null)
    if (!shown) {
      // Nothing to link or join (any more): the page of sign-ins says what is linked.
      if (!isAnswerToForm(request)) throw redirect(paths.security())
      return { words, title: t('security.linkTitle'), shown: null }
    }
    // It would be refused: the second factor first, while nothing is lost by going away.
    if (!isAnswerToForm(request) && (await lacksProof(signed)))
      throw redirect(paths.secondFactor(paths.linkAccounts()))
    const { fromId, label, issuer } = shown
    const other = fromId && ((await listPseudonyms([fromId])).get(fromId) ?? '—')
    return {
      words,
      title: t(other ? 'security.mergeTitle' : 'security.linkTitle'),
      shown: { own: person.pseudonym, other, label, host: new URL(issuer).host },
      hasFactor: await hasFactor(person.id),
    }
  })
}

/** Here alone a service is linked, or two accounts are joined: by a form of ours that somebody sends who is sure. */
export async function action({ request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { person } = await requireSigned(request)
    const form = await readForm(request)
    const intent = form.get('intent')
    try {
      const { intoId, fromId, keyHash, issuer, label, returnTo } = await getShown(request, person.id)
      const isWanted = intent === 'merge' || intent === 'link'
      if (isWanted) await requireSure(request, form)
      if (intent === 'merge') await mergePeople({ intoId, fromId: fromId ?? '', keyHash })
      if (intent === 'link') await linkIdentity({ personId: intoId, keyHash, issuer, label })
      return redirect(isWanted ? returnTo : paths.security(), {
        headers: { 'Set-Cookie': await forgetShown() },
      })
    } catch (error) {
      const { data: refused, init } = toRefused(error)
      return data(refused, init ?? undefined)
    }
  })
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function LinkAccounts() {
  const t = usePageWords()
  const { title, shown, hasFactor } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const lead = shown?.other
    ? t('security.mergeLead')
    : shown && t('security.linkLead', { label: shown.label, host: shown.host })
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={title} lead={lead} />
      <FailureNotice className="mt-6">{errors.ofForm}</FailureNotice>
      {shown && (
        <Form method="post" className="mt-8 grid gap-6">
          <Notice tone="warning">{t('security.linkWarning')}</Notice>
          <ul className="grid gap-2">
            <li>{t(shown.other ? 'security.mergeThis' : 'security.linkMine', { pseudonym: shown.own })}</li>
            {shown.other && <li>{t('security.mergeOther', { pseudonym: shown.other })}</li>}
          </ul>
          <ConfirmAgain t={t} code={errors.code} hasFactor={hasFactor} />
          <div className="flex flex-wrap gap-3">
            <Button name="intent" value={shown.other ? 'merge' : 'link'}>
              {t(shown.other ? 'security.merge' : 'security.linkDo')}
            </Button>
            <Button name="intent" value="leave" variant="secondary">
              {t(shown.other ? 'security.mergeNot' : 'security.linkNot')}
            </Button>
          </div>
        </Form>
      )}
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
