import { csvChunks } from '#app/formats/csv.ts'
import { type MoneyRow, moneyColumns } from '#app/formats/money-csv.ts'
import type { T } from '#app/i18n/i18n.ts'
import type { FundingView } from './funding-view.server.ts'

const NONE = {
  measure: '',
  source: '',
  title: '',
  ppp: '',
  year: null,
  costMinor: null,
  plannedMinor: null,
  confirmedMinor: null,
  paidMinor: null,
  returnedMinor: null,
  valueMinor: null,
}

/** The table of a project's money as CSV: costs of measures, money, in-kind contributions, told apart by the first column. */
export function moneyCsv(view: FundingView, t: T, timeZone: string): AsyncGenerator<string> {
  return csvChunks(columnsIn(t), [rowsOf(view, t)], { separator: ';', timeZone })
}

function columnsIn(t: T) {
  return moneyColumns({
    kind: t('served.money.kind'),
    measure: t('served.money.measure'),
    source: t('served.money.source'),
    title: t('served.money.lineTitle'),
    ppp: t('served.money.ppp'),
    year: t('served.money.year'),
    costMinor: t('served.money.cost'),
    plannedMinor: t('served.money.planned'),
    confirmedMinor: t('served.money.confirmed'),
    paidMinor: t('served.money.paid'),
    returnedMinor: t('served.money.returned'),
    valueMinor: t('served.money.value'),
  })
}

function rowsOf({ measures, lines, inKind }: FundingView, t: T): MoneyRow[] {
  return [
    ...measures.map(({ title, costMinor }) => ({
      ...NONE,
      kind: t('served.money.kinds.measure'),
      measure: title,
      costMinor,
    })),
    ...lines.map((line) => ({
      ...NONE,
      kind: t('served.money.kinds.line'),
      measure: line.measure ?? t('served.money.whole'),
      source: t(`served.money.sources.${line.source}`),
      title: line.title,
      ppp: line.pppForm ? t(`served.money.pppForms.${line.pppForm}`) : '',
      year: line.year,
      plannedMinor: line.plannedMinor,
      confirmedMinor: line.confirmedMinor,
      paidMinor: line.paidMinor,
      returnedMinor: line.returnedMinor,
    })),
    ...inKind.map(({ form, description, valueMinor }) => ({
      ...NONE,
      kind: t('served.money.kinds.inKind'),
      source: t(`served.money.forms.${form}`),
      title: description,
      valueMinor,
    })),
  ]
}
