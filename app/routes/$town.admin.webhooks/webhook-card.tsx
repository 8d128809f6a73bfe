import { Form } from '@remix-run/react'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import type { WebhooksData } from './route.tsx'

type Webhook = WebhooksData['webhooks'][number]

/** An address with what can be done to it, and the log of what was sent there. */
export function WebhookCard({ webhook, t }: { webhook: Webhook; t: T }) {
  const { id, url, events, isOn, deliveries } = webhook
  const eventName = (event: string) => t(`served.sharing.eventNames.${event as 'ping'}`)
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <h2 className="text-lg font-semibold [overflow-wrap:anywhere]">
        {url} {!isOn && <span className="text-ink-2">({t('served.sharing.isOff')})</span>}
      </h2>
      <p className="text-ink-2">{events.map(eventName).join(', ')}</p>
      <Form method="post" className="flex flex-wrap gap-3">
        <input type="hidden" name="id" value={id} />
        {(['try', isOn ? 'off' : 'on', 'gone'] as const).map((intent) => (
          <Button key={intent} name="intent" value={intent} variant="secondary" size="sm">
            {t(`served.sharing.${intent}`)}
            <span className="sr-only">: {url}</span>
          </Button>
        ))}
      </Form>
      <DataTable
        caption={t('served.sharing.deliveries')}
        rows={deliveries}
        rowKey={(row) => row.id}
        empty={t('served.sharing.noDeliveries')}
        columns={[
          {
            key: 'event',
            header: t('served.sharing.event'),
            isRowHeader: true,
            cell: (row) => eventName(row.event),
          },
          { key: 'at', header: t('served.sharing.when'), cell: (row) => row.at },
          {
            key: 'state',
            header: t('served.sharing.state'),
            cell: (row) => (
              <>
                {t(`served.sharing.states.${row.state}`)}
                {row.status !== null && `, ${t('served.sharing.answered', { status: row.status })}`}
                {row.status === null && row.error && <span lang="en">{`, ${row.error}`}</span>}
              </>
            ),
          },
          { key: 'tries', header: t('served.sharing.tries'), align: 'end', cell: (row) => row.tries },
          {
            key: 'act',
            header: <span className="sr-only">{t('served.sharing.again')}</span>,
            cell: (row) =>
              row.state !== 'waiting' && (
                <Form method="post">
                  <input type="hidden" name="id" value={id} />
                  <input type="hidden" name="delivery" value={row.id} />
                  <Button name="intent" value="again" variant="quiet" size="sm">
                    {t('served.sharing.again')}
                    <span className="sr-only">: {`${eventName(row.event)}, ${row.at}`}</span>
                  </Button>
                </Form>
              ),
          },
        ]}
      />
    </Card>
  )
}
