import { Form } from '@remix-run/react'
import { commissionPaths } from '#app/commission-paths.ts'
import type { ProofChannel, ProofSubject } from '#app/domain/protocol.ts'
import { formatDay } from '#app/i18n/format-day.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { OwnWords } from '#app/ui/own-words.tsx'

export interface ProofRow {
  id: string
  subject: ProofSubject
  channel: ProofChannel
  title: string
  url: string
  publishedOn: string
  fileName: string
}

/** What there is, each with its link and file. */
export function ProofTable({ t, process, proofs }: { t: T; process: string; proofs: readonly ProofRow[] }) {
  const { frame, locale } = useTown()
  return (
    <DataTable
      caption={t('served.commission.proofs')}
      captionHidden
      rows={proofs}
      rowKey={({ id }) => id}
      empty={t('served.commission.noProofs')}
      tall
      columns={[
        {
          key: 'day',
          header: t('served.commission.proofDay'),
          cell: ({ publishedOn }) => formatDay(publishedOn, locale),
        },
        {
          key: 'where',
          header: t('served.commission.proofWhere'),
          isRowHeader: true,
          cell: ({ title, url }) =>
            url ? (
              <TextLink href={url}>
                <OwnWords text={title} />
              </TextLink>
            ) : (
              <OwnWords text={title} />
            ),
        },
        {
          key: 'channel',
          header: t('served.commission.informing'),
          cell: ({ channel }) => t(`served.commission.proofChannels.${channel}`),
        },
        {
          key: 'subject',
          header: t('served.commission.proofSubject'),
          cell: ({ subject }) => t(`served.commission.proofSubjects.${subject}`),
        },
        {
          key: 'file',
          header: t('served.commission.file'),
          cell: ({ id, fileName }) =>
            fileName && (
              <TextLink href={commissionPaths.proofFile(frame.slug, process, id)}>{fileName}</TextLink>
            ),
        },
        {
          key: 'drop',
          header: <span className="sr-only">{t('served.commission.drop')}</span>,
          cell: ({ id, title }) => (
            <Form method="post" encType="multipart/form-data">
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="id" value={id} />
              <Button variant="quiet" size="sm">
                {t('served.commission.drop')}
                <span className="sr-only">
                  : <OwnWords text={title} />
                </span>
              </Button>
            </Form>
          ),
        },
      ]}
    />
  )
}
