import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { data } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { env } from '#app/env.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { setNoticeWishes } from '#app/models/notice-settings.server.ts'
import { getPersonById } from '#app/models/people.server.ts'
import { readUnsubscribeToken } from '#app/models/unsubscribe.server.ts'
import { paths } from '#app/paths.ts'
import { getLocale } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'

/** Looking changes nothing: mail programs and virus scanners open every link. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  const locale = await getLocale(request)
  const known = readUnsubscribeToken(env().SESSION_SECRET, params.token ?? '')
  const page = {
    title: tOf(locale)('notices.unsubscribeTitle'),
    words: pageWords(locale, 'notices'),
    kind: known?.kind ?? null,
  }
  return known ? page : data(page, { status: 404 })
}

/** One click (RFC 8058): a POST from the mail program, without cookies; or the button of the page. */
export async function action({ params }: ActionFunctionArgs) {
  const known = readUnsubscribeToken(env().SESSION_SECRET, params.token ?? '')
  // Who has deleted the account meanwhile gets no letters anyway.
  if (!known) return data({ isDone: false }, { status: 404 })
  const person = await getPersonById(known.personId)
  if (person) await setNoticeWishes(person.id, [{ kind: known.kind, channel: 'email', isOn: false }])
  return { isDone: true }
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function Unsubscribe() {
  const { title, kind } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const isDone = useActionData<typeof action>()?.isDone
  const name = kind ? t(`notices.kinds.${kind}`) : ''
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={title} />
      <div className="mt-8 grid justify-items-start gap-6">
        {!kind && (
          <Notice tone="danger" role="alert">
            {t('notices.unsubscribeBad')}
          </Notice>
        )}
        {kind && isDone && (
          <Notice tone="success" role="status">
            {t('notices.unsubscribeDone', { kind: name })}
          </Notice>
        )}
        {kind && !isDone && (
          <Form method="post" className="grid justify-items-start gap-6">
            <p className="text-lg">{t('notices.unsubscribeLead', { kind: name })}</p>
            <Button>{t('notices.unsubscribeDo')}</Button>
          </Form>
        )}
        <TextLink to={paths.notices()}>{t('notices.toSettings')}</TextLink>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
