import { type ActionFunctionArgs, data, type LoaderFunctionArgs } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { origin } from '#app/env.server.ts'
import { formatDate } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { listInvitationBatches } from '#app/models/invitations.server.ts'
import { countConfirmedResidents, listConfirmations } from '#app/models/residents.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { type RefusalText, refusalText } from '#app/refusal-text.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { actAtCounter, type Done } from './act.server.ts'
import { InvitationsBox } from './invitations-box.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'resident:confirm')
    const [total, recent, batches] = await Promise.all([
      countConfirmedResidents(town.id),
      listConfirmations(town.id),
      listInvitationBatches(town.id),
    ])
    const address = origin().replace(/^https?:\/\//, '') + paths.resident(town.slug)
    return { total, recent, batches, address }
  })
}

export type CounterData = Awaited<ReturnType<typeof loader>>

type Answer = Done & { refused?: RefusalText; typed?: { email: string; howMany: string } }

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const staff = await requireStaff(request, slug, 'resident:confirm')
    const form = await readForm(request)
    try {
      return data<Answer>(await actAtCounter(form, staff))
    } catch (error) {
      const refused = refusalText(error, staff.locale, staff.town.currency)
      const typed = { email: String(form.get('email') ?? ''), howMany: String(form.get('howMany') ?? '') }
      return data<Answer>({ refused, typed }, { status: refused.status })
    }
  })
}

export default function Residents() {
  const t = usePageWords()
  const { locale, timeZone } = useTown()
  const { total, recent, batches, address } = useLoaderData<typeof loader>()
  const answer = useActionData() as Answer | undefined
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      {answer?.said && (
        <Notice tone="success" role="status">
          {t(`counter.${answer.said}`)}
        </Notice>
      )}
      {answer?.voided !== undefined && (
        <Notice tone="success" role="status">
          {t('counter.voided', { count: answer.voided })}
        </Notice>
      )}
      <FailureNotice>{answer?.refused?.text}</FailureNotice>
      <section className="grid gap-4" aria-labelledby="confirm">
        <h2 id="confirm" className="text-2xl font-semibold tracking-tight">
          {t('counter.confirmTitle')}
        </h2>
        <p className="max-w-[42rem] text-ink-2">{t('counter.confirmLead')}</p>
        <Form method="post" className="grid max-w-[28rem] gap-4" noValidate>
          <Field label={t('counter.email')} required>
            <TextInput type="email" name="email" autoComplete="off" defaultValue={answer?.typed?.email} />
          </Field>
          <Button name="intent" value="confirm" className="justify-self-start">
            {t('counter.confirm')}
          </Button>
        </Form>
      </section>
      <section className="grid gap-4" aria-labelledby="recent">
        <h2 id="recent" className="text-2xl font-semibold tracking-tight">
          {t('counter.recent')}
        </h2>
        <p className="text-ink-2">
          {total > 0 ? t('counter.total', { count: total }) : t('counter.recentNone')}
        </p>
        {recent.length > 0 && (
          <DataTable
            caption={t('counter.recent')}
            captionHidden
            rows={recent}
            rowKey={(row) => row.personId}
            columns={[
              {
                key: 'who',
                header: t('counter.account'),
                isRowHeader: true,
                cell: (row) => row.pseudonym ?? '—',
              },
              { key: 'by', header: t('counter.by'), cell: (row) => row.by ?? '—' },
              { key: 'at', header: t('counter.when'), cell: (row) => formatDate(row.at, locale, timeZone) },
              {
                key: 'act',
                header: <span className="sr-only">{t('counter.unconfirm')}</span>,
                cell: (row) => (
                  <Form method="post">
                    <input type="hidden" name="person" value={row.personId} />
                    <Button name="intent" value="unconfirm" variant="quiet" size="sm">
                      {t('counter.unconfirm')}
                      <span className="sr-only">: {row.pseudonym}</span>
                    </Button>
                  </Form>
                ),
              },
            ]}
          />
        )}
      </section>
      <InvitationsBox
        address={address}
        batches={batches}
        printed={answer?.printed}
        typed={answer?.typed?.howMany}
      />
    </div>
  )
}
