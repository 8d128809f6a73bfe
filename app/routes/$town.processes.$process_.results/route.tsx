import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { Suspense, useEffect } from 'react'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Breadcrumbs } from '#app/ui/breadcrumbs.tsx'
import { Container } from '#app/ui/container.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { later } from '#app/ui/later.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { actOnResults, type RefusedAct } from './act.server.ts'
import { loadResults } from './load.server.ts'
import { BarChart, MoneyChart, Steps, TurnoutChart, WhatIf, WinnersMapBox } from './pictures.tsx'
import { Difference, FilesSection, RuleSection, VersionsSection } from './proof.tsx'
import { ReasonList, Section } from './section.tsx'
import type { ResultView } from './view.ts'
import type { PageWords } from './words.server.ts'

/** How often a page that waits for a count looks again. */
const LOOK_MS = 3000

export async function loader(args: LoaderFunctionArgs) {
  return loadResults(args)
}

export async function action(args: ActionFunctionArgs) {
  return actOnResults(args)
}

type ResultsData = Awaited<ReturnType<typeof loader>>

export const meta = titled<ResultsData>(
  (_, { title }) => title,
  ({ title, view, none, isPending }) => [
    { name: 'description', content: view?.lead ?? none?.text ?? '' },
    { property: 'og:title', content: title },
    { property: 'og:description', content: view?.lead ?? none?.text ?? '' },
    // Without scripts the page looks again by itself while a count is under way.
    ...(none?.isCounting || isPending ? [{ httpEquiv: 'refresh', content: '5' }] : []),
  ],
)

const StaffForms = later(async () => (await import('./staff-forms.tsx')).StaffForms)

export default function Results() {
  const t = useWords()
  const { frame } = useTown()
  const { process, heading, words, view, none, isStaff, isPending, said, failure } =
    useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>() as RefusedAct | undefined
  useLookAgain(isPending || none?.isCounting === true)
  return (
    <Container className="pb-16">
      <PageHeader
        breadcrumbs={
          <Breadcrumbs
            label={t('common.breadcrumbs')}
            items={[
              { to: paths.town(frame.slug), text: frame.name },
              { to: paths.process(frame.slug, process.slug), text: process.title },
            ]}
          />
        }
        eyebrow={
          <>
            {process.title}
            {view && <Badge tone={view.badge.tone}>{view.badge.text}</Badge>}
          </>
        }
        title={heading}
        lead={view?.lead}
      />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">
        {said && (
          <Notice tone="success" role="status">
            {said}
          </Notice>
        )}
        {failure && <Notice tone="danger">{failure}</Notice>}
        {none && (
          <EmptyState as="h2" title={none.title}>
            {none.text}
          </EmptyState>
        )}
        {view && <Shown view={view} words={words} />}
        {isStaff && (view || failure) && (
          <Section id="staff" title={words.sections.staff}>
            <Suspense>
              <StaffForms view={view} words={words} refused={refused} />
            </Suspense>
          </Section>
        )}
      </div>
    </Container>
  )
}

function Shown({ view, words }: { view: ResultView; words: PageWords }) {
  return (
    <>
      {view.notices.length > 0 && (
        <div className="grid gap-3">
          {view.notices.map(({ title, text, href, link }) => (
            <Notice key={title} title={title} actions={href && <TextLink to={href}>{link}</TextLink>}>
              {text}
            </Notice>
          ))}
        </div>
      )}
      <Section id="winners" title={words.sections.winners}>
        <ReasonList items={view.winners} isOrdered />
      </Section>
      <Difference view={view} words={words} />
      <BarChart chart={view.votes} />
      {view.budget && <BarChart chart={view.budget} />}
      {view.money && <MoneyChart money={view.money} />}
      {view.map && <WinnersMapBox map={view.map} words={words} />}
      {view.losers.length > 0 && (
        <Section id="losers" title={words.sections.losers} lead={words.losersLead}>
          <ReasonList items={view.losers} />
        </Section>
      )}
      {view.rounds && <Steps rounds={view.rounds} words={words} />}
      <TurnoutChart turnout={view.turnout} title={words.sections.turnout} />
      {view.whatIf && <WhatIf whatIf={view.whatIf} words={words} />}
      <RuleSection view={view} words={words} />
      <FilesSection view={view} words={words} />
      <VersionsSection view={view} words={words} />
    </>
  )
}

/** While a count is under way the page follows it. */
function useLookAgain(isWaiting: boolean) {
  const { revalidate } = useRevalidator()
  useEffect(
    function lookAgain() {
      if (!isWaiting) return
      const timer = setInterval(revalidate, LOOK_MS)
      return function stopLooking() {
        clearInterval(timer)
      }
    },
    [isWaiting, revalidate],
  )
}
