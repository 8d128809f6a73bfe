import type { T, WordKey } from '#app/i18n/i18n.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import type { DraftView } from './view.server.ts'

/** What was wrong, by kind and row by row. */
export function ProblemTables({ t, draft }: { t: T; draft: DraftView }) {
  const { byCode, problems, allProblems, isTable } = draft
  if (problems.length === 0) return <p>{t('served.imports.noProblems')}</p>
  const fate = (isRepaired: boolean) => t(isRepaired ? 'served.imports.isTaken' : 'served.imports.isLeft')
  return (
    <>
      <DataTable
        caption={t('served.imports.problems')}
        rows={byCode}
        rowKey={({ code, isRepaired }) => `${code} ${isRepaired}`}
        columns={[
          {
            key: 'problem',
            header: t('served.imports.problem'),
            isRowHeader: true,
            cell: ({ code }) => problemText(t, code),
          },
          { key: 'rows', header: t('served.imports.count'), align: 'end', cell: ({ rows }) => rows },
          { key: 'done', header: t('served.imports.done'), cell: ({ isRepaired }) => fate(isRepaired) },
        ]}
      />
      <DataTable
        caption={
          allProblems > problems.length
            ? t('served.imports.moreProblems', { shown: problems.length, count: allProblems })
            : t('served.imports.problemRows')
        }
        rows={problems.map((problem, i) => ({ ...problem, key: String(i) }))}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'line',
            header: t(isTable ? 'served.imports.line' : 'served.imports.object'),
            cell: ({ line, layer }) =>
              line === null ? t('served.imports.wholeFile') : [line, layer].filter(Boolean).join(' · '),
          },
          {
            key: 'problem',
            header: t('served.imports.problem'),
            isRowHeader: true,
            cell: ({ code, column }) =>
              [fieldText(t, column), problemText(t, code)].filter(Boolean).join(': '),
          },
          {
            key: 'value',
            header: t('served.imports.value'),
            cell: ({ value }) => <span className="[overflow-wrap:anywhere]">{value}</span>,
          },
          { key: 'done', header: t('served.imports.done'), cell: ({ isRepaired }) => fate(isRepaired) },
        ]}
      />
    </>
  )
}

const fieldText = (t: T, column: string) => (column ? t(`served.imports.fields.${column}` as WordKey) : '')

/** Of coordinates and shapes the words are those of plans. */
function problemText(t: T, code: string): string {
  const key = /^(?:geometry|system|axes|ring|text|layer|file)\.|^place\.elsewhere$/.test(code)
    ? 'plans'
    : 'imports'
  return t(`served.${key}.codes.${code}` as WordKey)
}
