import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { embedHostsIn, LICENCES } from '#app/domain/sharing.ts'
import { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { confirmWords } from '#app/i18n/account-words.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { changeSharing, getSharing } from '#app/models/sharing.server.ts'
import { openPaths } from '#app/open-paths.ts'
import { townParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { FormNotices } from '#app/routes/$town.admin/form-notices.tsx'
import { requireFresh, requireStaff } from '#app/session.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'

const schema = z.object({
  hosts: z.string().max(5000, 'too-long').default(''),
  licence: z.enum(LICENCES, 'choice').optional(),
})

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'sharing:change')
    const { embedHosts, licence } = await getSharing(town.id)
    const t = tOf(locale)
    return {
      words: { served: servedWords(locale, 'sharing'), ...confirmWords(locale) },
      hosts: embedHosts.join('\n'),
      licence,
      licences: LICENCES.map((value) => ({ value, label: t(`served.open.licences.${value}.name`) })),
    }
  })
}

/** Whoever opens the town's pages to other sites has just shown who they are. */
export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'sharing:change')
    const form = await readForm(request)
    const again = form.get('again')
    form.delete('again')
    const submission = parseWithZod(form, { schema })
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
    try {
      if (again !== null) form.set('again', again)
      await requireFresh(request, form)
      const { hosts, licence } = submission.value
      const embedHosts = embedHostsIn(hosts)
      if (!embedHosts) throw new Refusal('sharing.bad-host')
      await changeSharing({ townId: town.id, actorId: actor.personId, embedHosts, licence: licence ?? null })
      return redirect(`${openPaths.adminSharing(slug)}?saved=1`)
    } catch (error) {
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

export default function AdminSharing() {
  const { hosts, licence, licences } = useLoaderData<typeof loader>()
  const t = usePageWords()
  const { frame } = useTown()
  const errors = formErrors(t, useActionData<typeof action>())
  return (
    <div className="grid max-w-[42rem] grid-cols-[minmax(0,1fr)] gap-8">
      <FormNotices errors={errors} />
      <p className="text-ink-2">{t('served.sharing.lead')}</p>
      <Form method="post" className="grid gap-6" noValidate>
        <Field
          label={t('served.sharing.hosts')}
          hint={t('served.sharing.hostsHint')}
          error={errors.ofField('hosts')}
        >
          <TextArea name="hosts" rows={5} spellCheck={false} defaultValue={errors.typed('hosts') ?? hosts} />
        </Field>
        <Field
          label={t('served.sharing.licence')}
          hint={t('served.sharing.licenceHint')}
          error={errors.ofField('licence')}
        >
          <Select
            name="licence"
            defaultValue={errors.typed('licence') ?? licence ?? ''}
            options={[{ value: '', label: t('served.sharing.noLicence') }, ...licences]}
          />
        </Field>
        <ConfirmAgain t={t} code={errors.code} />
        <Button className="justify-self-start">{t('served.sharing.save')}</Button>
      </Form>
      <ul className="grid gap-1">
        {(
          [
            [openPaths.embeds(frame.slug), t('served.sharing.seeEmbeds')],
            [openPaths.openData(frame.slug), t('served.sharing.seeData')],
            [openPaths.api(), t('served.sharing.seeApi')],
            [openPaths.tokens(frame.slug), t('served.sharing.seeTokens')],
          ] as const
        ).map(([href, text]) => (
          <li key={href}>
            <TextLink href={href} className="inline-flex min-h-12 items-center">
              {text}
            </TextLink>
          </li>
        ))}
      </ul>
    </div>
  )
}
