import { Form } from '@remix-run/react'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import type { TokensData } from './route.tsx'

export function TokenTable({ tokens, t }: { tokens: TokensData['tokens']; t: T }) {
  return (
    <DataTable
      caption={t('served.sharing.tokens')}
      captionHidden
      rows={tokens}
      rowKey={(row) => row.id}
      empty={t('served.sharing.noTokens')}
      columns={[
        {
          key: 'name',
          header: t('served.sharing.name'),
          isRowHeader: true,
          cell: (row) => (
            <>
              <span data-written="">{row.name}</span> <code className="text-ink-2">{row.hint}…</code>
            </>
          ),
        },
        {
          key: 'scopes',
          header: t('served.sharing.scopes'),
          cell: (row) => row.scopes.map((scope) => t(`served.sharing.scopeNames.${scope}`)).join(', '),
        },
        { key: 'made', header: t('served.sharing.made'), cell: (row) => row.made },
        { key: 'until', header: t('served.sharing.until'), cell: (row) => row.until },
        {
          key: 'used',
          header: t('served.sharing.used'),
          cell: (row) =>
            row.used
              ? t('served.sharing.usesOf', { date: row.used, count: row.uses })
              : t('served.sharing.never'),
        },
        {
          key: 'act',
          header: <span className="sr-only">{t('served.sharing.revoke')}</span>,
          cell: (row) =>
            row.state ? (
              t(`served.sharing.${row.state}`)
            ) : (
              <Form method="post">
                <input type="hidden" name="id" value={row.id} />
                <Button name="intent" value="revoke" variant="quiet" size="sm">
                  {t('served.sharing.revoke')}
                  <span className="sr-only">: {row.name}</span>
                </Button>
              </Form>
            ),
        },
      ]}
    />
  )
}
