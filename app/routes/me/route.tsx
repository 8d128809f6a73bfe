import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { toRefused } from '#app/answer.server.ts'
import { PURPOSES } from '#app/domain/consents.ts'
import { localized } from '#app/domain/localized.ts'
import { PSEUDONYM } from '#app/domain/pseudonyms.ts'
import { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { erasedBy, listConsents, withdrawConsent } from '#app/models/consents.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { listOwnContributions } from '#app/models/own-contributions.server.ts'
import { listOwnSupports } from '#app/models/own-supports.server.ts'
import { choosePseudonym } from '#app/models/people.server.ts'
import { withdrawSupport } from '#app/models/supports.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, requirePerson } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { ConsentsList } from './consents-list.tsx'
import { OwnList } from './own-list.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SignOut } from './sign-out.tsx'
import { SupportsList } from './supports-list.tsx'

const id = z.string('required').refine(isId, 'required')

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('pseudonym'),
    pseudonym: z.string('required').trim().regex(PSEUDONYM, 'pseudonym'),
  }),
  z.object({ intent: z.literal('withdraw-consent'), purpose: z.enum(PURPOSES) }),
  z.object({ intent: z.literal('withdraw-support'), town: id, contribution: id }),
])

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requirePerson(request)
  const locale = await getLocale(request)
  const [own, supports, consents] = await Promise.all([
    listOwnContributions(person.id),
    listOwnSupports(person.id),
    listConsents(person.id),
  ])
  const t = tOf(locale)
  return {
    words: pageWords(locale, 'mePage'),
    locale,
    links: [
      { to: paths.notices(), label: t('notices.title') },
      { to: paths.myData(), label: t('myData.title') },
      ...(person.isPlatformAdmin ? [{ to: paths.outbox(), label: t('outbox.title') }] : []),
    ],
    isSaved: new URL(request.url).searchParams.has('saved'),
    pseudonym: person.pseudonym,
    email: person.email,
    erasedBy: erasedBy(consents),
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
    supports: supports.map(({ contribution: row, townName, translations, ...rest }) => ({
      ...rest,
      townId: row.townId,
      id: row.id,
      number: row.number,
      kind: row.kind,
      // What is out of sight shows nobody its words.
      title: row.visibility === 'published' ? localized(row, 'title', locale) : null,
      town: localized({ name: townName, translations }, 'name', locale),
    })),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request)
  const submission = parseWithZod(await readForm(request), { schema })
  if (submission.status !== 'success')
    return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
  const value = submission.value
  try {
    if (value.intent === 'pseudonym') await choosePseudonym(person.id, value.pseudonym)
    else if (value.intent === 'withdraw-consent') await withdrawConsent(person.id, value.purpose)
    else
      await withdrawSupport({ townId: value.town, personId: person.id, contributionId: value.contribution })
  } catch (error) {
    const { data: refused, init } = toRefused(error)
    return data({ lastResult: submission.reply(), ...refused }, init ?? undefined)
  }
  return redirect(`${paths.me()}?saved=1`)
}

export type MeData = Awaited<ReturnType<typeof loader>>

export const meta = titled((t) => t('me.title'))

export default function Me() {
  const t = usePageWords()
  const { isSaved, links, pseudonym, email, own, supports, locale, ...data } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <Container className="pb-16">
      <PageHeader title={t('me.title')} />
      {isSaved && (
        <Notice tone="success" role="status" className="mt-6">
          {t('mePage.saved')}
        </Notice>
      )}
      <FailureNotice className="mt-6">{errors.ofForm}</FailureNotice>
      <div className="mt-8 grid gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid content-start gap-12">
          <OwnList own={own} locale={locale} />
          <SupportsList supports={supports} locale={locale} />
        </div>
        <aside className="grid content-start gap-8">
          <ul className="grid gap-2">
            {links.map(({ to, label }) => (
              <li key={to}>
                <TextLink to={to}>{label}</TextLink>
              </li>
            ))}
          </ul>
          <ProfileForm pseudonym={pseudonym} email={email} errors={errors} />
          <ConsentsList consents={data.consents} erasedBy={data.erasedBy} locale={locale} />
          <SignOut />
        </aside>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
