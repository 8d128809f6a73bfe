import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { type ClientActionFunctionArgs, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formatDate, formatNumber } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { type NotSent, sendOrKeep } from '#app/offline/send.ts'
import { paths } from '#app/paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { useLive } from '#app/ui/use-live.ts'
import { actOnVote, type VoteAnswer } from './act.server.ts'
import { BallotForm } from './ballot-form.tsx'
import { Facts } from './facts.tsx'
import { loadVote, type VoteView } from './load.server.ts'
import { OptionsMap } from './options-map.tsx'
import { OwnBallotBox } from './own-ballot.tsx'
import { Review } from './review.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadVote(request, params))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(() => actOnVote(request, params))
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta = titled<VoteView>((_, { words, process }) =>
  words.voting.title.replace('{{process}}', process.title),
)

export default function VotePage() {
  const t = usePageWords()
  const { frame, locale, timeZone } = useTown()
  const vote = useLoaderData<typeof loader>()
  const answer = useActionData() as VoteAnswer | NotSent | undefined
  const step = answer && 'step' in answer ? answer : undefined
  const { phase, settings } = vote
  const isOpen = phase.state === 'open' && settings !== null
  const live = useLive(isOpen ? paths.liveProcess(frame.slug, vote.process.slug) : null, { cast: vote.cast })
  const date = (moment: Date) => formatDate(moment, locale, timeZone)
  if (isOpen && step?.step === 'review') return <Review vote={vote} settings={settings} answer={step} />
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, vote.process.slug), text: vote.process.title },
            ]}
          />
        }
        title={t('voting.title', { process: vote.process.title })}
        lead={vote.process.question}
        meta={
          <span className="tabular-nums" data-live="cast">
            {t('voting.turnout', { count: live.cast, formatted: formatNumber(live.cast, locale) })}
          </span>
        }
      />
      <div className="mt-6 grid gap-6">
        {answer && 'isOffline' in answer && <OfflineNotice />}
        <OwnBallotBox vote={vote} answer={step} />
        {phase.state === 'next' && (
          <Notice tone="info">{t('voting.state.next', { date: date(phase.startsAt) })}</Notice>
        )}
        {phase.state === 'done' && phase.endsAt && (
          <Notice tone="info">{t('voting.state.done', { date: date(phase.endsAt) })}</Notice>
        )}
        {!settings && <Notice tone="info">{t('voting.state.none')}</Notice>}
      </div>
      {settings && (
        <div className="mt-8 grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem] xl:grid-cols-[minmax(0,1fr)_28rem]">
          <aside className="grid content-start gap-6 lg:sticky lg:top-4 lg:order-2 lg:self-start">
            <Facts vote={vote} settings={settings} />
            <OptionsMap options={vote.options} />
          </aside>
          <BallotForm
            key={vote.own?.revision ?? 0}
            vote={vote}
            settings={settings}
            answer={step}
            isOpen={isOpen}
          />
        </div>
      )}
    </Container>
  )
}

function OfflineNotice() {
  const t = useWords()
  return (
    <Notice tone="danger" role="alert">
      {t('common.offline')}
    </Notice>
  )
}
