import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { firstCards } from '#app/cards.server.ts'
import { ContributionCard } from '#app/contribution-card.tsx'
import { NO_FILTER } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { formatMoney } from '#app/domain/money.ts'
import { followView } from '#app/follow-view.server.ts'
import { FollowBox } from '#app/forms/follow-box.tsx'
import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { libraryLinks } from '#app/library-links.server.ts'
import { LibraryLinks } from '#app/library-links.tsx'
import { getAnswerSpeed } from '#app/models/openness.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { getResultState } from '#app/models/results.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { processView } from '#app/process-view.server.ts'
import { projectLinks } from '#app/project-links.server.ts'
import { getScene } from '#app/session.server.ts'
import { speedText } from '#app/speed-text.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Container } from '#app/ui/container.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { PhaseTimeline } from '#app/ui/phase-timeline.tsx'
import { useLive } from '#app/ui/use-live.ts'
import { Timeline } from './timeline.tsx'
import { stepsOf, timelineView } from './timeline-view.server.ts'
import { VariantsCard } from './variants-card.tsx'
import { variantsOf } from './variants-of.server.ts'

const SHOWN = 6

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const scene = await getScene(request, slug)
    const { town, locale } = scene
    const process = await getProcess(town.id, processSlug)
    const filter = { ...NO_FILTER, process: processSlug }
    const [first, spaces, results, speed, timeline, variants] = await Promise.all([
      firstCards(town.id, filter, locale, SHOWN),
      listSpaces(town.id),
      getResultState(town.id, process.id),
      getAnswerSpeed(town.id, process.id),
      timelineView(process, town, locale),
      variantsOf(scene, process),
    ])
    const view = processView(process, locale)
    return {
      process: view,
      steps: stepsOf(view, town.timeZone, locale),
      follow: await followView(scene, 'process', process.id),
      library: await libraryLinks(scene, process),
      filter,
      timeline,
      results,
      variants,
      links: await projectLinks(scene, process),
      answered: speed.all > 0 ? speedText(speed, locale) : null,
      ...first,
      spaces: spaces
        .filter((space) => process.spaceIds.includes(space.id))
        .map((space) => ({ slug: space.slug, name: localized(space, 'name', locale) })),
    }
  })
}

type ProcessData = Awaited<ReturnType<typeof loader>>

export const meta = titled<ProcessData>(
  (_, { process }) => process.title,
  ({ process }) => [
    { name: 'description', content: process.summary },
    { property: 'og:title', content: process.title },
    { property: 'og:description', content: process.question },
  ],
)

export default function ProcessPage() {
  const t = useWords()
  const { frame, locale, currency } = useTown()
  const {
    process,
    steps,
    follow,
    library,
    filter,
    timeline,
    results,
    variants,
    answered,
    links,
    count,
    cards,
    spaces,
  } = useLoaderData<typeof loader>()
  const acts = process.now?.acts ?? []
  const isCollecting = acts.includes('pin') || acts.includes('propose')
  const live = useLive(isCollecting ? paths.liveProcess(frame.slug, process.slug) : null, { found: count })
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[{ to: paths.town(frame.slug), text: frame.name }]}
          />
        }
        title={process.title}
        lead={process.question}
        actions={
          <>
            {results && (
              <ButtonLink to={paths.results(frame.slug, process.slug)}>
                {t(results === 'confirmed' ? 'process.results' : 'process.provisional')}
              </ButtonLink>
            )}
            {acts.includes('vote') && (
              <ButtonLink to={paths.vote(frame.slug, process.slug)}>{t('town.vote')}</ButtonLink>
            )}
            {acts.includes('pin') && (
              <ButtonLink to={paths.add(frame.slug, { process: process.slug })}>
                {t('town.addPin')}
              </ButtonLink>
            )}
            {acts.includes('propose') && (
              <ButtonLink to={paths.propose(frame.slug, { process: process.slug })} variant="secondary">
                {t('town.addProposal')}
              </ButtonLink>
            )}
          </>
        }
      />
      {acts.length > 0 && process.now && process.now.leastTrust !== 'anonymous' && (
        <p className="mt-6 text-ink-2">
          {t('trust.asked', { who: t(`trust.${process.now.leastTrust}`) })}.{' '}
          <TextLink to={paths.resident(frame.slug)}>{t('trust.how')}</TextLink>
        </p>
      )}
      <FollowBox view={follow} className="mt-6" />
      {!timeline && <PhaseTimeline className="mt-10" label={t('process.timeline')} phases={steps} />}
      {process.phases
        .filter(({ kind }) => kind === 'vote' && frame.may.paper)
        .map((phase) => (
          <p key={phase.id} className="mt-4 flex flex-wrap gap-x-6 gap-y-1">
            <TextLink to={paths.paper(frame.slug, phase.id)}>{t('paper.title')}</TextLink>
            {frame.may.administer && (
              <TextLink to={paths.adminBallot(frame.slug, phase.id)}>{t('ballotAdmin.title')}</TextLink>
            )}
          </p>
        ))}
      <VariantsCard variants={variants} />
      <div className="mt-10 grid gap-4 md:grid-cols-3">
        {(
          [
            ['summary', process.summary],
            ['fixed', process.fixed],
            ['decision', process.decision],
          ] as const
        ).map(
          ([key, text]) =>
            text && (
              <Card key={key} as="section" className="grid content-start gap-2">
                <h2 className="text-lg font-semibold">{t(`process.${key}`)}</h2>
                <p className="whitespace-pre-line">{text}</p>
              </Card>
            ),
        )}
      </div>
      {timeline && <Timeline view={timeline} phases={steps} />}
      {process.budgetMinor !== null && (
        <p className="mt-6 text-lg">
          {t('process.budget')}:{' '}
          <strong className="font-semibold tabular-nums">
            {formatMoney(process.budgetMinor, currency, locale)}
          </strong>
        </p>
      )}
      {spaces.length > 0 && (
        <p className="mt-4 flex flex-wrap gap-x-4">
          {spaces.map((space) => (
            <TextLink key={space.slug} to={paths.space(frame.slug, space.slug)}>
              {space.name}
            </TextLink>
          ))}
        </p>
      )}
      {links.length > 0 && (
        <p className="mt-4 flex flex-wrap gap-x-6 gap-y-1">
          {links.map(({ to, text }) => (
            <TextLink key={to} to={to}>
              {text}
            </TextLink>
          ))}
        </p>
      )}
      {answered && (
        <p className="mt-6">
          {answered} <TextLink to={paths.openness(frame.slug)}>{t('process.howAnswered')}</TextLink>
        </p>
      )}
      <LibraryLinks links={library} />
      <h2 className="mt-12 text-2xl font-semibold tracking-tight tabular-nums" data-live="found">
        {t('town.found', { count: live.found, formatted: formatNumber(live.found, locale) })}
      </h2>
      <ul className="mt-4 grid gap-3 md:grid-cols-2">
        {cards.map((card) => (
          <ContributionCard key={card.id} card={card} />
        ))}
      </ul>
      {count > 0 && (
        <ButtonLink to={paths.town(frame.slug, filter)} variant="secondary" className="mt-6">
          {t('process.onMap')}
        </ButtonLink>
      )}
    </Container>
  )
}
