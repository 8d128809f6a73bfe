import type { Column } from '#app/formats/column.ts'

/** One line of a project's money, in words; sums in whole kopecks, null where the line has none. */
export interface MoneyRow {
  kind: string
  measure: string
  source: string
  title: string
  ppp: string
  year: number | null
  costMinor: number | null
  plannedMinor: number | null
  confirmedMinor: number | null
  paidMinor: number | null
  returnedMinor: number | null
  /** Of an in-kind contribution, in a column of its own: it is never added to money. */
  valueMinor: number | null
}

type Labels = Record<keyof MoneyRow, string>

/** The columns in the order of the file. */
export function moneyColumns(labels: Labels): Column<MoneyRow>[] {
  const column = (key: keyof MoneyRow, type: Column<MoneyRow>['type']): Column<MoneyRow> => ({
    key,
    label: labels[key],
    type,
    value: (row) => row[key],
  })
  return [
    ...(['kind', 'measure', 'source', 'title', 'ppp'] as const).map((key) => column(key, 'text')),
    column('year', 'number'),
    ...(
      ['costMinor', 'plannedMinor', 'confirmedMinor', 'paidMinor', 'returnedMinor', 'valueMinor'] as const
    ).map((key) => column(key, 'money')),
  ]
}
