import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { PhaseTimeline, type TimelinePhase } from '#app/ui/phase-timeline.tsx'
import type { PhaseGuideView, TimelineView } from './timeline-view.server.ts'

/** What was done, what is open and what comes; of each phase what it asks, what is fixed and how it is decided. */
export function Timeline({ view, phases }: { view: TimelineView; phases: readonly TimelinePhase[] }) {
  const nextId = phases.find(({ state }) => state === 'next')?.id
  return (
    <section className="mt-12 grid max-w-[46rem] grid-cols-[minmax(0,1fr)] gap-3" aria-labelledby="timeline">
      <h2 id="timeline" className="text-2xl font-semibold tracking-tight">
        {view.title}
      </h2>
      <p className="text-ink-2">{view.lead}</p>
      <p>{view.reached}</p>
      <PhaseTimeline
        className="mt-3"
        label={view.title}
        phases={phases.map((phase) => {
          const guide = view.guides.find(({ phaseId }) => phaseId === phase.id)
          const isOpen = phase.state === 'open' || phase.id === nextId
          return { ...phase, children: guide && said(guide, view, phase.title, isOpen) }
        })}
      />
      {(view.roles.length > 0 || view.template) && (
        <Card tone="tinted" className="mt-5 grid gap-3">
          {view.roles.length > 0 && <h3 className="text-lg font-semibold">{view.rolesTitle}</h3>}
          <Terms rows={view.roles.map(([term = '', duty = '']) => ({ term, texts: [duty] }))} />
          <p className="text-sm text-ink-2">{view.template}</p>
        </Card>
      )}
    </section>
  )
}

function said(guide: PhaseGuideView, view: TimelineView, title: TimelinePhase['title'], isOpen: boolean) {
  return (
    <>
      <Badge tone={guide.tone}>{guide.level}</Badge>
      {guide.outcome && (
        <p className="mt-3">
          <strong className="font-semibold">{view.outcome}:</strong> {guide.outcome}
        </p>
      )}
      <Disclosure
        className="mt-1"
        open={isOpen}
        summary={
          <>
            {view.more}
            <span className="sr-only">: {title}</span>
          </>
        }
      >
        <Terms rows={guide.rows} />
      </Disclosure>
    </>
  )
}

function Terms({ rows }: { rows: PhaseGuideView['rows'] }) {
  return (
    <dl className="grid gap-4">
      {rows.map(({ term, texts }) => (
        <div key={term}>
          <dt className="font-semibold">{term}</dt>
          {texts.map((text) => (
            <dd key={text} className="mt-1 whitespace-pre-line">
              {text}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
