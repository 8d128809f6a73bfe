import type { MemberRole } from '#app/domain/protocol.ts'
import { formatDay } from '#app/i18n/format-day.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useLocale } from '#app/i18n/use-words.ts'
import { DataTable } from '#app/ui/data-table.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'

interface MemberRow {
  id: string
  number: number
  name: string
  office: string
  role: MemberRole
  since: string
  until: string | null
}

/** Members by role, with the days of their time. */
export function MemberTable({
  t,
  caption,
  members,
  isShown = false,
}: {
  t: T
  caption: string
  members: readonly MemberRow[]
  isShown?: boolean
}) {
  const locale = useLocale()
  return (
    <DataTable
      caption={caption}
      captionHidden={!isShown}
      rows={members}
      rowKey={({ id }) => id}
      tall
      columns={[
        {
          key: 'who',
          header: t('served.commission.who'),
          isRowHeader: true,
          cell: ({ name, number }) =>
            name ? <OwnWords text={name} /> : t('served.commission.memberOf', { number }),
        },
        {
          key: 'role',
          header: t('served.commission.role'),
          cell: ({ role }) => t(`served.commission.roles.${role}`),
        },
        {
          key: 'office',
          header: t('served.commission.office'),
          cell: ({ office }) => <OwnWords text={office} />,
        },
        {
          key: 'since',
          header: t('served.commission.since'),
          cell: ({ since }) => formatDay(since, locale),
        },
        {
          key: 'until',
          header: t('served.commission.until'),
          cell: ({ until }) => (until ? formatDay(until, locale) : t('served.commission.untilNow')),
        },
      ]}
    />
  )
}
