import type { ReactNode } from 'react'
import type { T } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { PhaseTimeline, type TimelinePhase } from '#app/ui/phase-timeline.tsx'
import type { PhaseGuideView, TimelineView } from './timeline-view.server.ts'

const TONE = { inform: 'neutral', consult: 'sky', design: 'accent', decide: 'leaf' } as const

/** What was done, what is open and what comes; of each phase what it asks, what is fixed and how it is decided. */
export function Timeline({ view, phases }: { view: TimelineView; phases: readonly TimelinePhase[] }) {
  const t = useServedWords(view.words)
  const nextId = phases.find(({ state }) => state === 'next')?.id
  const nameOf = (level: PhaseGuideView['level']) => t(`served.timeline.levels.${level}`)
  const textOf = (level: PhaseGuideView['level']) => t(`served.timeline.levelTexts.${level}`)
  return (
    <section className="mt-12" aria-labelledby="timeline">
      <h2 id="timeline" className="text-2xl font-semibold tracking-tight">
        {t('served.timeline.title')}
      </h2>
      <p className="mt-2 max-w-[42rem] text-ink-2">{t('served.timeline.lead')}</p>
      <p className="mt-3 max-w-[42rem]">
        {view.reached
          ? t('served.timeline.reached', { name: nameOf(view.reached), text: textOf(view.reached) })
          : t('served.timeline.reachedNone')}{' '}
        {view.planned &&
          t('served.timeline.planned', { name: nameOf(view.planned), text: textOf(view.planned) })}
      </p>
      <PhaseTimeline
        isColumn
        className="mt-6 max-w-[46rem]"
        label={t('served.timeline.title')}
        phases={phases.map((phase) => {
          const guide = view.guides.find(({ phaseId }) => phaseId === phase.id)
          return {
            ...phase,
            children: guide && (
              <>
                <Badge tone={TONE[guide.level]}>
                  {t('served.timeline.level', { name: nameOf(guide.level) })}
                </Badge>
                {guide.outcome && (
                  <p className="mt-3">
                    <strong className="font-semibold">{t('served.timeline.outcome')}:</strong> {guide.outcome}
                  </p>
                )}
                <Disclosure
                  className="mt-1"
                  open={phase.state === 'open' || phase.id === nextId}
                  summary={
                    <>
                      {t('served.timeline.more')}
                      <span className="sr-only">: {phase.title}</span>
                    </>
                  }
                >
                  <Guide guide={guide} t={t} />
                </Disclosure>
              </>
            ),
          }
        })}
      />
      <Roles view={view} t={t} />
    </section>
  )
}

function Guide({ guide, t }: { guide: PhaseGuideView; t: T }) {
  const fixed = (['budget', 'land', 'heritage'] as const).filter((name) => guide[name])
  return (
    <dl className="grid gap-4">
      <Said term={t('served.timeline.asked')}>{guide.asked}</Said>
      {fixed.length > 0 && (
        <div>
          <dt className="font-semibold">{t('served.timeline.fixed')}</dt>
          <dd>
            <ul className="mt-1 grid list-disc gap-1 pl-5">
              {fixed.map((name) => (
                <li key={name} className="whitespace-pre-line">
                  {t(`served.timeline.${name}`)}: {guide[name]}
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <Said term={t('served.timeline.decision')}>{guide.decision}</Said>
      {guide.terms.length > 0 && (
        <div>
          <dt className="font-semibold">{t('served.timeline.term')}</dt>
          {guide.terms.map((term) => (
            <dd key={term.key} className="mt-1">
              {termText(term, t)} <span className="text-ink-2">{term.source}.</span>
            </dd>
          ))}
        </div>
      )}
    </dl>
  )
}

function termText({ says, days, last, least }: PhaseGuideView['terms'][number], t: T): string {
  const most = t('served.timeline.least', { count: least })
  if (days === null) return t('served.timeline.termOpen', { least: most })
  const there = t('served.timeline.days', { count: days })
  const key = ({ met: 'termMet', short: 'termShort', advised: 'termAdvised' } as const)[says]
  return t(`served.timeline.${key}`, { days: there, last, least: most })
}

function Said({ term, children }: { term: string; children: ReactNode }) {
  if (!children) return null
  return (
    <div>
      <dt className="font-semibold">{term}</dt>
      <dd className="mt-1 whitespace-pre-line">{children}</dd>
    </div>
  )
}

function Roles({ view, t }: { view: TimelineView; t: T }) {
  if (view.roles.length === 0 && !view.template) return null
  return (
    <Card tone="tinted" className="mt-8 grid max-w-[46rem] gap-3">
      {view.roles.length > 0 && (
        <>
          <h3 className="text-lg font-semibold">{t('served.timeline.roles')}</h3>
          <dl className="grid gap-2">
            {view.roles.map(({ name, duty }) => (
              <div key={name} className="sm:grid sm:grid-cols-[14rem_1fr] sm:gap-4">
                <dt className="font-[560]">{name}</dt>
                <dd className="text-ink-2">{duty}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
      {view.template && (
        <p className="text-sm text-ink-2">{t('served.timeline.fromTemplate', { title: view.template })}</p>
      )}
    </Card>
  )
}
