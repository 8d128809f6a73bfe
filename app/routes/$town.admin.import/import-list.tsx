import { formatDateTime } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import type { listImports } from '#app/models/import-drafts.server.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'

type Listed = Awaited<ReturnType<typeof listImports>>

/** Who imported what and when, and what has become of it. */
export function ImportList({ t, imports }: { t: T; imports: Listed }) {
  const { frame, locale, timeZone } = useTown()
  if (imports.length === 0) return <p className="text-ink-2">{t('served.imports.none')}</p>
  return (
    <DataTable
      caption={t('served.imports.listTitle')}
      rows={imports}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'file',
          header: t('served.imports.file'),
          isRowHeader: true,
          cell: ({ id, fileName }) => <TextLink to={paths.adminImport(frame.slug, id)}>{fileName}</TextLink>,
        },
        {
          key: 'kind',
          header: t('served.imports.kind'),
          cell: ({ kind }) => t(`served.imports.kinds.${kind}`),
        },
        {
          key: 'state',
          header: t('served.imports.state'),
          cell: ({ state }) => t(`served.imports.states.${state}`),
        },
        {
          key: 'when',
          header: t('served.imports.when'),
          cell: ({ doneAt, createdAt }) => formatDateTime(doneAt ?? createdAt, locale, timeZone),
        },
        {
          key: 'who',
          header: t('served.imports.who'),
          cell: ({ actor }) => (
            <span lang={actor ? textLang(actor, locale) : undefined}>{actor ?? t('common.anonymous')}</span>
          ),
        },
        { key: 'made', header: t('served.imports.made'), align: 'end', cell: ({ made }) => made },
        { key: 'left', header: t('served.imports.leftOut'), align: 'end', cell: ({ leftOut }) => leftOut },
      ]}
    />
  )
}
