import { useWords } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadWinnersMap } from '#app/map/load.ts'
import { useMapFrameLabels } from '#app/map-labels.ts'
import { useTown } from '#app/town-ground.ts'
import { Bar } from '#app/ui/charts/bar.tsx'
import { BarRows } from '#app/ui/charts/bar-rows.tsx'
import { Chart } from '#app/ui/charts/chart.tsx'
import { Stack } from '#app/ui/charts/stack.tsx'
import { cx } from '#app/ui/cx.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from './section.tsx'
import type { BarView, ChartView, MapView, ResultView, WhatIfView } from './view.ts'
import type { PageWords } from './words.server.ts'

/** Steps of the count that stand open; the others are a press away. */
const OPEN_STEPS = 12

export function BarChart({ chart }: { chart: ChartView<BarView> }) {
  return (
    <Chart as="h2" title={chart.title} lead={chart.lead} table={chart.table}>
      <div>
        <BarRows
          rows={chart.rows.map(({ title, href, note, value, second, ...row }) => ({
            ...row,
            note,
            value: (
              <>
                {value}
                {second && <span className="block text-ink-2">{second}</span>}
              </>
            ),
            title: href ? <TextLink to={href}>{title}</TextLink> : title,
          }))}
        />
        {chart.rest && <p className="mt-2 text-sm text-ink-2">{chart.rest}</p>}
      </div>
    </Chart>
  )
}

export function MoneyChart({ money }: { money: NonNullable<ResultView['money']> }) {
  return (
    <Chart as="h2" title={money.title} lead={money.lead} table={money.table}>
      <Stack parts={money.parts} />
    </Chart>
  )
}

export function TurnoutChart({ turnout, title }: { turnout: ResultView['turnout']; title: string }) {
  return (
    <Chart as="h2" title={title} lead={turnout.lead} table={turnout.table}>
      {turnout.parts.length > 1 && <Stack parts={turnout.parts} />}
      {turnout.facts.map((fact) => (
        <p key={fact} className="max-w-[44rem]">
          {fact}
        </p>
      ))}
    </Chart>
  )
}

/** The count as a story: a sentence a step, and what supporters had against what they paid. */
export function Steps({ rounds, words }: { rounds: NonNullable<ResultView['rounds']>; words: PageWords }) {
  const list = (steps: typeof rounds.steps, from: number) => (
    <ol start={from + 1} className="ml-6 grid max-w-[52rem] list-decimal gap-3">
      {steps.map(({ id, text, pieces }) => (
        <li key={id} className="pl-1">
          {text}
          {pieces && <Bar pieces={pieces} height={10} className="mt-1 max-w-md" />}
        </li>
      ))}
    </ol>
  )
  const rest = rounds.steps.slice(OPEN_STEPS)
  return (
    <Section id="rounds" title={words.sections.rounds} lead={rounds.lead}>
      {rounds.share && <p className="max-w-[44rem]">{rounds.share}</p>}
      {list(rounds.steps.slice(0, OPEN_STEPS), 0)}
      {rest.length > 0 && (
        <Disclosure summary={`${words.columns.step}: ${OPEN_STEPS + 1}–${rounds.steps.length}`}>
          {list(rest, OPEN_STEPS)}
        </Disclosure>
      )}
    </Section>
  )
}

export function WinnersMapBox({ map, words }: { map: MapView; words: PageWords }) {
  const t = useWords()
  const { ground } = useTown()
  const labels = useMapFrameLabels()
  return (
    <Section id="map" title={words.sections.map} lead={`${words.mapLead} ${map.unplaced}`}>
      <MapDoor
        load={loadWinnersMap}
        className="h-[60svh] max-h-[36rem] min-h-72 overflow-hidden rounded-xl border border-line bg-surface-2"
        labels={{ failed: t('map.failed') }}
        fallback={
          <div className="grid h-full place-items-center p-6 text-center text-ink-2">
            <noscript>{words.mapNoScript}</noscript>
            <span data-needs-script="">{t('map.loading')}</span>
          </div>
        }
        props={{ ...ground, points: map.points, labels }}
      />
    </Section>
  )
}

export function WhatIf({ whatIf, words }: { whatIf: WhatIfView; words: PageWords }) {
  return (
    <Section id="what-if" title={words.sections.whatIf} lead={words.whatIfLead}>
      <ul className="grid gap-x-8 gap-y-2 sm:grid-cols-2 lg:grid-cols-3">
        {whatIf.rules.map(({ key, name, spent, differs, isOwn }) => (
          <li key={key} className="border-b border-line py-2">
            <strong className="font-semibold">{name}</strong>
            <span className={cx('block text-sm', isOwn ? 'text-leaf' : 'text-ink-2')}>
              {[differs, spent].filter(Boolean).join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <DataTable
        caption={words.columns.winners}
        captionHidden
        tall
        rows={whatIf.rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'option',
            header: words.columns.option,
            isRowHeader: true,
            className: 'min-w-48',
            cell: (row) => row.title,
          },
          ...whatIf.rules.map((rule) => ({
            key: rule.key,
            header: rule.isOwn ? `${rule.name} (${words.columns.official})` : rule.name,
            className: 'min-w-32',
            cell: (row: WhatIfView['rows'][number]) => {
              const cell = row.cells.find(({ key }) => key === rule.key)!
              return (
                <span
                  className={cx(
                    cell.wins && 'font-[560]',
                    cell.differs && 'rounded-sm bg-ochre-soft px-1.5 py-0.5 text-ochre',
                    !cell.wins && !cell.differs && 'text-ink-2',
                  )}
                >
                  {cell.wins ? '✓ ' : ''}
                  {cell.text}
                </span>
              )
            },
          })),
        ]}
      />
    </Section>
  )
}
