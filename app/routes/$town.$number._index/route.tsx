import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import {
  type ClientActionFunctionArgs,
  useActionData,
  useLoaderData,
  useSearchParams,
} from '@remix-run/react'
import { Suspense, useEffect } from 'react'
import { orRefuse } from '#app/answer.server.ts'
import { origin } from '#app/env.server.ts'
import { feedLink, followView } from '#app/follow-view.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { draftFormOf, useDraftOwner } from '#app/forms/draft-owner.ts'
import { FollowBox } from '#app/forms/follow-box.tsx'
import { WayIn } from '#app/forms/way-in.tsx'
import { formatDate } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { getMergedInto } from '#app/models/merged-into.server.ts'
import { sendOrKeep } from '#app/offline/send.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { later } from '#app/ui/later.ts'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { getVisit } from '#app/visit.server.ts'
import { actOnContribution } from './act.server.ts'
import { Answers } from './answers.tsx'
import { authorsLine } from './authors.ts'
import { Comments } from './comments.tsx'
import { Facts } from './facts.tsx'
import { History } from './history.tsx'
import { type ContributionData, loadContribution } from './load.server.ts'
import { Owner } from './owner.tsx'
import { Photos } from './photos.tsx'
import { Related } from './related.tsx'
import { ReportForm } from './report-form.tsx'
import { SupportBox } from './support-box.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, number } = numberParams.parse(params)
    const scene = await getScene(request, town)
    const into = await getMergedInto(scene.town.id, number)
    // Not for good: a merge can be undone.
    if (into !== null) throw redirect(paths.contribution(town, into))
    const contribution = await loadContribution(scene, number, await getVisit(request, scene))
    const isPublished = contribution.visibility === 'published'
    const feed = feedLink(paths.contributionFeed(town, number), contribution.title, scene.locale)
    return {
      contribution,
      url: `${origin()}${paths.contribution(town, number)}`,
      origin: origin(),
      feed: isPublished ? feed : undefined,
      follow: isPublished ? await followView(scene, 'contribution', contribution.id, feed) : null,
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnContribution(request, params))
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = titled<{
  contribution: ContributionData
  url: string
  origin: string
}>(
  (_, { contribution }) => contribution.title,
  ({ contribution: { title, body, photos }, url, origin }) => {
    const description = body.replace(/\s+/g, ' ').slice(0, 200)
    const picture = photos.find((photo) => !photo.isHidden)
    return [
      { name: 'description', content: description },
      { property: 'og:type', content: 'article' },
      { property: 'og:title', content: title },
      { property: 'og:description', content: description },
      { property: 'og:url', content: url },
      { tagName: 'link', rel: 'canonical', href: url },
      ...(picture
        ? [
            { property: 'og:image', content: `${origin}${picture.jpeg}` },
            { property: 'og:image:alt', content: picture.alt },
            { name: 'twitter:card', content: 'summary_large_image' },
          ]
        : []),
    ]
  },
)

const StaffPart = later(async () => (await import('./staff-part.tsx')).StaffPart)

export default function ContributionPage() {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { contribution, url, follow } = useLoaderData<typeof loader>()
  const [search] = useSearchParams()
  const owner = useDraftOwner()
  const answer = useActionData<typeof action>()
  const isOffline = answer !== undefined && 'isOffline' in answer
  const errors = formErrors(t, isOffline ? undefined : (answer as Parameters<typeof formErrors>[1]))
  const failure = isOffline ? t('common.notSent') : errors.ofForm
  const sent = search.get('sent')

  useEffect(
    function forgetSentDraft() {
      if (sent !== 'pin' && sent !== 'proposal' && sent !== 'edit') return
      const form = sent === 'edit' ? { edit: contribution.number } : sent
      const name = { owner, form: draftFormOf(frame.slug, form) }
      void import('#app/offline/draft.ts').then(({ forgetDraft }) => forgetDraft(name)).catch(() => undefined)
    },
    [sent, owner, frame.slug, contribution.number],
  )

  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, contribution.process.slug), text: contribution.process.title },
            ]}
          />
        }
        eyebrow={
          <span className="flex flex-wrap items-center gap-x-3">
            <KindMark kind={contribution.kind} label={t(`kinds.${contribution.kind}`)} />
            <span className="tabular-nums">{t('common.numberSign', { number: contribution.number })}</span>
          </span>
        }
        title={
          contribution.kind === 'proposal' ? (
            <span lang={textLang(contribution.title, locale)}>{contribution.title}</span>
          ) : (
            <span
              lang={textLang(contribution.body, locale)}
              className="block max-w-[40ch] text-2xl leading-snug font-medium tracking-normal text-pretty whitespace-pre-line"
            >
              {contribution.body}
            </span>
          )
        }
        size="page"
        meta={`${contribution.source ?? authorsLine(t, locale, contribution.author, contribution.coAuthors)} · ${formatDate(contribution.createdAt, locale, timeZone)}${contribution.isAssisted ? ` · ${t('common.assisted')}` : ''}`}
      />
      <div id="notice" className="mt-6 grid gap-4">
        {sent && sent !== 'edit' && contribution.mine.isOwn && (
          <Notice
            tone="success"
            role="status"
            title={t('contribution.sentTitle')}
            actions={
              <>
                <ButtonLink
                  to={paths.add(frame.slug, {
                    process: contribution.process.slug,
                    space: contribution.space?.slug,
                  })}
                  variant="secondary"
                  size="sm"
                >
                  {t('contribution.addAnother')}
                </ButtonLink>
                <ButtonLink to={paths.town(frame.slug)} variant="quiet" size="sm">
                  {t('contribution.toMap')}
                </ButtonLink>
              </>
            }
          >
            {contribution.visibility === 'pending'
              ? t('contribution.sentPending', { number: contribution.number })
              : t('contribution.sentText', { number: contribution.number })}
          </Notice>
        )}
        {search.get('reported') && (
          <Notice tone="success" role="status">
            {t('report.sent')}
          </Notice>
        )}
        {failure && (
          <Notice tone="danger" role="alert">
            {failure} <WayIn code={errors.code} />
          </Notice>
        )}
        <Owner contribution={contribution} />
      </div>
      <div className="mt-6 grid gap-10 lg:grid-cols-[minmax(0,1fr)_20rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 content-start gap-10">
          <div className="grid gap-6">
            {contribution.kind === 'proposal' && (
              <div
                className="prose whitespace-pre-line break-words text-pretty"
                lang={textLang(contribution.body, locale)}
              >
                {contribution.body}
              </div>
            )}
            {contribution.isTranslated && (
              <p className="text-sm text-ink-2">{t('contribution.translated')}</p>
            )}
            <Photos contribution={contribution} errors={errors} />
          </div>
          <Answers contribution={contribution} />
          <Related contribution={contribution} />
          <Comments contribution={contribution} errors={errors} />
          <History contribution={contribution} />
        </div>
        <aside className="grid content-start gap-6 lg:order-none">
          <SupportBox contribution={contribution} />
          {follow && <FollowBox view={follow} />}
          <Facts contribution={contribution} url={url} />
          {contribution.visibility === 'published' && !contribution.mine.isOwn && (
            <ReportForm
              subject="contribution"
              subjectId={contribution.id}
              isSignedIn={contribution.mine.isSignedIn}
              errors={errors}
            />
          )}
          {(contribution.moderation || contribution.mine.mayAnswer) && (
            <Suspense>
              <StaffPart contribution={contribution} errors={errors} />
            </Suspense>
          )}
        </aside>
      </div>
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
