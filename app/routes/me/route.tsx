import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { toRefused } from '#app/answer.server.ts'
import { DECISION_TONE } from '#app/contribution-card.tsx'
import { PURPOSES } from '#app/domain/consents.ts'
import { localized } from '#app/domain/localized.ts'
import { PSEUDONYM } from '#app/domain/pseudonyms.ts'
import { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { listConsents, withdrawConsent } from '#app/models/consents.server.ts'
import { listOwnContributions } from '#app/models/own-contributions.server.ts'
import { choosePseudonym } from '#app/models/people.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requirePerson } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card, CardLink } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { SignOut } from './sign-out.tsx'

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('pseudonym'),
    pseudonym: z.string('required').trim().regex(PSEUDONYM, 'pseudonym'),
  }),
  z.object({ intent: z.literal('withdraw-consent'), purpose: z.enum(PURPOSES) }),
])

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requirePerson(request)
  const locale = await getLocale(request)
  const [own, consents] = await Promise.all([listOwnContributions(person.id), listConsents(person.id)])
  return {
    locale,
    isSaved: new URL(request.url).searchParams.has('saved'),
    pseudonym: person.pseudonym,
    email: person.email,
    consents: consents.map(({ id, purpose, textVersion, givenAt, withdrawnAt }) => ({
      id,
      purpose: purpose as 'rules',
      textVersion,
      givenAt,
      withdrawnAt,
    })),
    own: own.map(({ contribution: row, townSlug, townName, translations, timeZone }) => ({
      id: row.id,
      number: row.number,
      kind: row.kind,
      title: row.title,
      visibility: row.visibility,
      status: row.status,
      decision: row.decision,
      supports: row.supports,
      createdAt: row.createdAt,
      townSlug,
      timeZone,
      town: localized({ name: townName, translations }, 'name', locale),
    })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request)
  const submission = parseWithZod(await readForm(request), { schema })
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
  try {
    if (submission.value.intent === 'pseudonym') await choosePseudonym(person.id, submission.value.pseudonym)
    else await withdrawConsent(person.id, submission.value.purpose)
  } catch (error) {
    const refused = toRefused(error)
    return data({ lastResult: submission.reply(), refusal: refused.data.refusal }, refused.init ?? undefined)
  }
  return redirect(`${paths.me()}?saved=1`)
}

export const meta = titled((t) => t('me.title'))

export default function Me() {
  const t = useWords()
  const { locale, pseudonym, email, consents, own, isSaved } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container className="pb-16">
      <PageHeader title={t('me.title')} />
      {isSaved && (
        <Notice tone="success" role="status" className="mt-6">
          {t('me.saved')}
        </Notice>
      )}
      <FailureNotice className="mt-6">{errors.ofForm}</FailureNotice>
      <div className="mt-8 grid gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <section aria-label={t('me.title')} className="grid content-start gap-3">
          {own.length === 0 && <EmptyState title={t('me.empty')}>{t('me.emptyText')}</EmptyState>}
          <ul className="grid gap-3">
            {own.map((row) => (
              <Card as="li" key={row.id} padding="sm" className="grid gap-2">
                <p className="flex flex-wrap gap-x-3 text-sm text-ink-2">
                  <KindMark kind={row.kind} size="sm" label={t(`kinds.${row.kind}`)} />
                  <span>{t('common.numberSign', { number: row.number })}</span>
                  <span>{row.town}</span>
                  <span>{formatDate(row.createdAt, locale, row.timeZone)}</span>
                </p>
                <h2 className="text-lg font-semibold">
                  <CardLink to={paths.contribution(row.townSlug, row.number)}>{row.title}</CardLink>
                </h2>
                <p className="flex flex-wrap items-center gap-3 text-sm">
                  <Badge
                    tone={
                      row.visibility === 'published'
                        ? 'leaf'
                        : row.visibility === 'hidden'
                          ? 'brick'
                          : 'ochre'
                    }
                  >
                    {t(`me.visibility.${row.visibility}`)}
                  </Badge>
                  <span>{t('card.supports', { count: row.supports, formatted: row.supports })}</span>
                  {row.decision ? (
                    <Badge tone={DECISION_TONE[row.decision]}>
                      {t('me.answered')}: {t(`decisions.${row.decision}`)}
                    </Badge>
                  ) : (
                    <span className="text-ink-2">{t(`statuses.${row.status}`)}</span>
                  )}
                </p>
              </Card>
            ))}
          </ul>
        </section>
        <aside className="grid content-start gap-8">
          <Form method="post" className="grid gap-4" noValidate>
            <h2 className="text-xl font-semibold">{t('me.profile')}</h2>
            <input type="hidden" name="intent" value="pseudonym" />
            <Field
              label={t('me.pseudonym')}
              hint={t('me.pseudonymHint')}
              error={errors.ofField('pseudonym')}
              required
            >
              <TextInput
                name="pseudonym"
                maxLength={40}
                defaultValue={errors.typed('pseudonym') ?? pseudonym}
              />
            </Field>
            <Button variant="secondary" className="justify-self-start">
              {t('common.save')}
            </Button>
            <p className="text-sm text-ink-2">
              {t('me.email')}: {email}
            </p>
          </Form>
          <section className="grid gap-4" aria-labelledby="consents">
            <h2 id="consents" className="text-xl font-semibold">
              {t('me.consents')}
            </h2>
            <ul className="grid gap-4">
              {consents.map((consent) => (
                <li key={consent.id} className="grid gap-1">
                  <span className="font-semibold">{t(`consent.names.${consent.purpose}`)}</span>
                  <span className="text-sm text-ink-2">
                    {t('consent.given', { date: formatDate(consent.givenAt, locale, 'Europe/Moscow') })},{' '}
                    {t('consent.version', { version: consent.textVersion })}
                  </span>
                  {consent.withdrawnAt ? (
                    <span className="text-sm text-brick">
                      {t('consent.withdrawn', {
                        date: formatDate(consent.withdrawnAt, locale, 'Europe/Moscow'),
                      })}
                    </span>
                  ) : (
                    <Form method="post">
                      <input type="hidden" name="intent" value="withdraw-consent" />
                      <input type="hidden" name="purpose" value={consent.purpose} />
                      <Button variant="quiet" size="sm">
                        {t('consent.withdraw')}
                        <span className="sr-only">: {t(`consent.names.${consent.purpose}`)}</span>
                      </Button>
                    </Form>
                  )}
                </li>
              ))}
            </ul>
          </section>
          <SignOut />
        </aside>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
