import { formatDateTime } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import type { BundleView } from './load.server.ts'

/** Who typed, corrected or took back what. */
export function PaperLog({ log }: { log: BundleView['log'] }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  return (
    <Disclosure summary={t('paper.log')} note={log.length} className="mt-10">
      <DataTable
        caption={t('paper.log')}
        captionHidden
        rows={log}
        rowKey={(row) => row.id}
        tall
        columns={[
          {
            key: 'when',
            isRowHeader: true,
            header: t('paper.logWhen'),
            cell: (row) => formatDateTime(row.createdAt, locale, timeZone),
          },
          { key: 'who', header: t('paper.logWho'), cell: (row) => row.actor },
          { key: 'pass', header: t('paper.passField'), cell: (row) => t(`paper.pass.${row.pass as 1 | 2}`) },
          { key: 'position', header: t('paper.position'), align: 'end', cell: (row) => row.position },
          {
            key: 'what',
            header: t('paper.logWhat'),
            cell: (row) =>
              `${t(`paper.logActs.${row.act}`)}: ${[row.before, row.after].filter(Boolean).join(' → ')}`,
          },
        ]}
      />
    </Disclosure>
  )
}
