import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { confirmWords } from '#app/i18n/account-words.server.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { listWebhooks } from '#app/models/webhooks.server.ts'
import { townParams } from '#app/params.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireStaff } from '#app/session.server.ts'
import { actOnWebhooks, type WebhookAnswer } from './act.server.ts'
import { AddForm } from './add-form.tsx'
import { ShownOnce } from './shown-once.tsx'
import { WebhookCard } from './webhook-card.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'webhook:change')
    const at = (date: Date) => formatDateTime(date, locale, town.timeZone)
    return {
      words: { served: servedWords(locale, 'sharing'), ...confirmWords(locale) },
      webhooks: (await listWebhooks(town.id)).map(({ id, url, events, isOn, deliveries }) => ({
        id,
        url,
        events,
        isOn,
        deliveries: deliveries.map((one) => ({
          id: one.id,
          event: one.event,
          state: one.state,
          tries: one.tries,
          status: one.lastStatus,
          error: one.lastError,
          at: at(one.sentAt ?? one.createdAt),
        })),
      })),
    }
  })
}

export type WebhooksData = Awaited<ReturnType<typeof loader>>

export async function action(args: ActionFunctionArgs) {
  return actOnWebhooks(args)
}

export default function AdminWebhooks() {
  const { webhooks } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const answer = useActionData<typeof action>() as WebhookAnswer | undefined
  const errors = formErrors(t, answer)
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <FormNotices errors={errors} />
      {answer?.secret && (
        <ShownOnce
          label={t('served.sharing.secret')}
          text={t('served.sharing.secretOnce')}
          value={answer.secret}
        />
      )}
      <p className="max-w-[42rem] text-ink-2">{t('served.sharing.webhooksLead')}</p>
      {webhooks.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} t={t} />
      ))}
      <AddForm key={webhooks.length} t={t} errors={errors} />
    </div>
  )
}
