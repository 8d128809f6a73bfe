import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { PROVIDER_TRUST } from '#app/domain/trust.ts'
import { env, origin } from '#app/env.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { securityWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { addProvider, listProviders, setProviderOpen } from '#app/models/providers.server.ts'
import { mustBeIssuer } from '#app/open-id.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireFresh, requireStaff } from '#app/session.server.ts'
import { Button } from '#app/ui/button.tsx'
import { DataTable } from '#app/ui/data-table.tsx'
import { ProviderForm } from './provider-form.tsx'

const text = z.string('required').trim().min(1, 'required').max(200, 'too-long')
const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('add'),
    label: text,
    labelEn: z.string().trim().max(200, 'too-long').default(''),
    issuer: text,
    clientId: text,
    clientSecret: z.string('required').trim().min(1, 'required').max(1000, 'too-long'),
    trust: z.enum(PROVIDER_TRUST, 'choice'),
  }),
  z.object({ intent: z.literal('open'), id: text }),
  z.object({ intent: z.literal('close'), id: text }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'identity:configure')
    return {
      providers: await listProviders(town.id),
      back: origin() + paths.signInBack(),
      words: securityWords(locale),
    }
  })
}

/** Whoever opens a way to sign in has just shown who they are. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'identity:configure')
    const form = await readForm(request)
    const again = form.get('again')
    form.delete('again')
    const submission = parseWithZod(form, { schema })
    if (submission.status !== 'success')
      return data({ lastResult: withoutSecret(submission.reply()), refusal: undefined }, { status: 400 })
    const value = submission.value
    const place = { townId: town.id, actorId: actor.personId }
    try {
      if (again !== null) form.set('again', again)
      await requireFresh(request, form)
      if (value.intent === 'add') {
        await mustBeIssuer(value)
        await addProvider({ ...place, ...value, secret: env().SESSION_SECRET })
      } else await setProviderOpen({ ...place, id: value.id, isOpen: value.intent === 'open' })
      return redirect(`${paths.adminIdentity(slug)}?saved=1`)
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: withoutSecret(submission.reply()), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

/** A secret is never sent back to a browser. */
function withoutSecret<Result extends { initialValue?: Record<string, unknown> | null }>(
  result: Result,
): Result {
  const { clientSecret: _, ...rest } = result.initialValue ?? {}
  return { ...result, initialValue: rest }
}

export default function AdminIdentity() {
  const t = usePageWords()
  const { providers, back } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const isOf = (id: string) => errors.typed('id') === id
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-8">
      <FormNotices errors={errors} />
      <p className="max-w-[42rem] text-ink-2">{t('security.servicesLead')}</p>
      {providers.length > 0 && (
        <DataTable
          caption={t('admin.tabs.identity')}
          captionHidden
          rows={providers}
          rowKey={(row) => row.id}
          columns={[
            { key: 'label', header: t('security.serviceLabel'), isRowHeader: true, cell: (row) => row.label },
            {
              key: 'issuer',
              header: t('security.serviceIssuer'),
              cell: (row) => <span className="break-all">{row.issuer}</span>,
            },
            { key: 'trust', header: t('security.serviceTrust'), cell: (row) => t(`trust.${row.trust}`) },
            {
              key: 'act',
              header: <span className="sr-only">{t('security.serviceState')}</span>,
              cell: (row) => (
                <Form method="post" className="grid gap-3">
                  <input type="hidden" name="id" value={row.id} />
                  <input type="hidden" name="intent" value={row.isOpen ? 'close' : 'open'} />
                  <ConfirmAgain t={t} code={isOf(row.id) ? errors.code : null} />
                  <Button variant="quiet" size="sm">
                    {t(row.isOpen ? 'security.serviceClose' : 'security.serviceOpen')}
                    <span className="sr-only">: {row.label}</span>
                  </Button>
                </Form>
              ),
            },
          ]}
        />
      )}
      <ProviderForm key={providers.length} errors={errors} back={back} />
    </div>
  )
}
