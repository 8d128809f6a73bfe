import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { CHANNELS, FOLLOWED, NOTICE_KINDS } from '#app/domain/notices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { env } from '#app/env.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { pageWords, tOf } from '#app/i18n/words.server.ts'
import { mustBePushEndpoint } from '#app/jobs/public-host.server.ts'
import { vapidKeys } from '#app/jobs/push.server.ts'
import { unfollow } from '#app/models/follows.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { getNoticeWishes, setNoticeWishes } from '#app/models/notice-settings.server.ts'
import {
  listPushSubscriptions,
  subscribePush,
  unsubscribePush,
} from '#app/models/push-subscriptions.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { getLocale, mustBeParticipant, requirePerson } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { followGroups } from './follow-groups.server.ts'
import { FollowsList } from './follows-list.tsx'
import { PushBox } from './push-box.tsx'
import { WishesForm } from './wishes-form.tsx'

const id = z.string().max(200).refine(isId)
/** Bytes in base64url: a P-256 point is 65, the secret 16. */
const bytes = (length: number) =>
  z.string().regex(new RegExp(`^[\\w-]{${Math.ceil((length * 4) / 3)}}={0,2}$`))

const schema = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('wishes'), on: z.array(z.string()).optional() }),
  z.object({ intent: z.literal('unfollow'), town: id, subject: z.enum(FOLLOWED), id }),
  z.object({ intent: z.literal('push-on'), endpoint: z.string(), p256dh: bytes(65), auth: bytes(16) }),
  z.object({ intent: z.literal('push-off'), id }),
])

export async function loader({ request }: LoaderFunctionArgs) {
  const person = await requirePerson(request)
  const locale = await getLocale(request)
  const [wishes, follows, browsers, keys] = await Promise.all([
    getNoticeWishes(person.id),
    followGroups(person.id, locale),
    listPushSubscriptions(person.id),
    vapidKeys(),
  ])
  return {
    title: tOf(locale)('notices.title'),
    words: pageWords(locale, 'notices'),
    isSaved: new URL(request.url).searchParams.has('saved'),
    locale,
    wishes,
    follows,
    browsers: browsers.map(({ id, endpoint, createdAt }) => ({
      id,
      host: new URL(endpoint).host,
      since: createdAt,
    })),
    publicKey: keys.publicKey,
  }
}

export type NoticesData = Awaited<ReturnType<typeof loader>>

export async function action({ request }: ActionFunctionArgs) {
  const person = await requirePerson(request)
  const locale = await getLocale(request)
  const submission = parseWithZod(await readForm(request), { schema })
  try {
    if (submission.status !== 'success') throw new Refusal('input.bad')
    const value = submission.value
    switch (value.intent) {
      case 'wishes':
        await setNoticeWishes(
          person.id,
          NOTICE_KINDS.flatMap((kind) =>
            CHANNELS.map((channel) => ({
              kind,
              channel,
              isOn: value.on?.includes(`${kind}:${channel}`) ?? false,
            })),
          ),
        )
        break
      case 'unfollow':
        await unfollow({
          townId: value.town,
          personId: person.id,
          subjectType: value.subject,
          subjectId: value.id,
        })
        break
      case 'push-on': {
        await mustBeParticipant(request)
        const { endpoint, p256dh, auth } = value
        mustBePushEndpoint(endpoint, env().PUSH_INSIDE === 'off')
        await subscribePush({ personId: person.id, endpoint, p256dh, auth })
        break
      }
      case 'push-off':
        await unsubscribePush(value.id, person.id)
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return data({ failure: tOf(locale)(`refusals.${error.code}`, error.details) }, { status: error.status })
  }
  return redirect(`${paths.notices()}?saved=1`)
}

export const meta = titled<{ title: string }>((_, { title }) => title)

export default function Notices() {
  const page = useLoaderData<typeof loader>()
  const t = usePageWords()
  const failure = useActionData<typeof action>()?.failure
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={page.title} lead={t('notices.lead')} />
      <div className="mt-8 grid gap-12">
        {failure ? (
          <Notice tone="danger" role="alert">
            {failure}
          </Notice>
        ) : (
          page.isSaved && (
            <Notice tone="success" role="status">
              {t('notices.saved')}
            </Notice>
          )
        )}
        <WishesForm wishes={page.wishes} t={t} />
        <FollowsList follows={page.follows} t={t} />
        <PushBox browsers={page.browsers} publicKey={page.publicKey} locale={page.locale} t={t} />
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
