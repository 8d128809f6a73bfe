import { type FundingTotals, SOURCES } from '#app/domain/funding.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { FundingView } from '#app/jobs/funding-view.server.ts'
import { type Column, DataTable } from '#app/ui/data-table.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'

interface Said {
  t: T
  money: (minor: number) => string
}

/** A column of sums. */
function sums<Row>(key: string, header: string, value: (row: Row) => string): Column<Row> {
  return { key, header, align: 'end', cell: (row) => <span className="whitespace-nowrap">{value(row)}</span> }
}

/** Planned money by year and source; the last row and the last columns add up. */
export function YearTable({ t, money, totals }: Said & { totals: Omit<FundingTotals, 'measures'> }) {
  const total = {
    ...totals,
    year: t('served.money.total'),
    planned: Object.fromEntries(totals.sources.map(({ source, plannedMinor }) => [source, plannedMinor])),
  }
  const rows = [...totals.years.map((one) => ({ ...one, year: String(one.year) })), total]
  return (
    <DataTable<(typeof rows)[number]>
      caption={t('served.money.byYear')}
      rows={rows}
      rowKey={({ year }) => year}
      tall
      columns={[
        { key: 'year', header: t('served.money.year'), isRowHeader: true, cell: ({ year }) => year },
        ...SOURCES.map((source) =>
          sums<(typeof rows)[number]>(source, t(`served.money.sources.${source}`), ({ planned }) =>
            money(planned[source] ?? 0),
          ),
        ),
        sums('planned', t('served.money.planned'), (row) => money(row.plannedMinor)),
        sums('confirmed', t('served.money.confirmed'), (row) => money(row.confirmedMinor)),
        sums('paid', t('served.money.paid'), (row) => money(row.paidMinor)),
        sums('returned', t('served.money.returned'), (row) => money(row.returnedMinor)),
      ]}
    />
  )
}

/** Each measure with what is planned for it and what is missing. */
export function MeasureTable({ t, money, totals }: Said & { totals: FundingView['totals'] }) {
  const rows = [
    ...totals.measures,
    {
      id: 'total',
      title: t('served.money.total'),
      costMinor: totals.costMinor,
      plannedMinor: totals.plannedMinor,
      gapMinor: totals.gapMinor,
    },
  ]
  return (
    <DataTable
      caption={t('served.money.byMeasure')}
      rows={rows}
      rowKey={({ id }) => id ?? 'whole'}
      tall
      columns={[
        {
          key: 'title',
          header: t('served.money.measure'),
          isRowHeader: true,
          cell: ({ title }) => (title === null ? t('served.money.whole') : <OwnWords text={title} />),
        },
        sums<(typeof rows)[number]>('cost', t('served.money.cost'), (row) => money(row.costMinor)),
        sums<(typeof rows)[number]>('planned', t('served.money.planned'), (row) => money(row.plannedMinor)),
        sums<(typeof rows)[number]>('gap', t('served.money.gap'), (row) => money(row.gapMinor)),
      ]}
    />
  )
}

/** Every line as it was entered. */
export function LineTable({ t, money, lines }: Said & { lines: FundingView['lines'] }) {
  return (
    <DataTable
      caption={t('served.money.lines')}
      rows={lines}
      rowKey={({ id }) => id}
      tall
      columns={[
        { key: 'year', header: t('served.money.year'), cell: ({ year }) => year },
        {
          key: 'title',
          header: t('served.money.lineTitle'),
          isRowHeader: true,
          cell: ({ title }) => <OwnWords text={title} />,
        },
        {
          key: 'source',
          header: t('served.money.source'),
          cell: ({ source }) => t(`served.money.sources.${source}`),
        },
        {
          key: 'measure',
          header: t('served.money.measure'),
          cell: ({ measure }) => (measure === null ? t('served.money.whole') : <OwnWords text={measure} />),
        },
        {
          key: 'ppp',
          header: t('served.money.ppp'),
          cell: ({ pppForm }) => (pppForm ? t(`served.money.pppForms.${pppForm}`) : ''),
        },
        sums<FundingView['lines'][number]>('planned', t('served.money.planned'), (row) =>
          money(row.plannedMinor),
        ),
        sums<FundingView['lines'][number]>('confirmed', t('served.money.confirmed'), (row) =>
          money(row.confirmedMinor),
        ),
        sums<FundingView['lines'][number]>('paid', t('served.money.paid'), (row) => money(row.paidMinor)),
        sums<FundingView['lines'][number]>('returned', t('served.money.returned'), (row) =>
          money(row.returnedMinor),
        ),
      ]}
    />
  )
}

/** What comes without money, apart from all sums. */
export function InKindTable({ t, money, inKind }: Said & { inKind: FundingView['inKind'] }) {
  return (
    <div className="grid min-w-0 gap-3">
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.money.inKind')}</h2>
      <p className="text-ink-2">{t('served.money.inKindLead')}</p>
      <DataTable
        caption={t('served.money.inKind')}
        captionHidden
        rows={inKind}
        rowKey={({ id }) => id}
        tall
        columns={[
          {
            key: 'form',
            header: t('served.money.form'),
            cell: ({ form }) => t(`served.money.forms.${form}`),
          },
          {
            key: 'description',
            header: t('served.money.description'),
            isRowHeader: true,
            cell: ({ description }) => <OwnWords text={description} />,
          },
          sums<FundingView['inKind'][number]>('value', t('served.money.value'), ({ valueMinor }) =>
            valueMinor === null ? t('served.money.notValued') : money(valueMinor),
          ),
          {
            key: 'method',
            header: t('served.money.method'),
            cell: ({ method }) => <OwnWords text={method} />,
          },
        ]}
      />
    </div>
  )
}
