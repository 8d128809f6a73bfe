import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import type { HelpData } from './route.tsx'

/** What was done for residents, by all clerks. */
export function AssistedList({ acts }: { acts: HelpData['acts'] }) {
  const t = usePageWords()
  const { frame, locale, timeZone } = useTown()
  return (
    <section className="grid gap-4" aria-labelledby="done">
      <h2 id="done" className="text-2xl font-semibold tracking-tight">
        {t('counter.log')}
      </h2>
      {acts.length === 0 && <p className="text-ink-2">{t('counter.logNone')}</p>}
      {acts.length > 0 && (
        <DataTable
          caption={t('counter.log')}
          captionHidden
          rows={acts}
          rowKey={(row) => row.id}
          columns={[
            { key: 'at', header: t('counter.when'), cell: (row) => formatDate(row.at, locale, timeZone) },
            {
              key: 'act',
              header: t('counter.logWhat'),
              isRowHeader: true,
              cell: (row) => t(`counter.act.${row.act}`),
            },
            {
              key: 'number',
              header: t('counter.logNumber'),
              cell: (row) =>
                row.number === null ? (
                  '—'
                ) : (
                  <TextLink to={paths.contribution(frame.slug, row.number)}>№ {row.number}</TextLink>
                ),
            },
            { key: 'who', header: t('counter.account'), cell: (row) => row.pseudonym ?? '—' },
            { key: 'by', header: t('counter.byClerk'), cell: (row) => row.by ?? '—' },
          ]}
        />
      )}
    </section>
  )
}
