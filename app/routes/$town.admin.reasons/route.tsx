import { parseWithZod } from '@conform-to/zod/v4'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { orRefuse } from '#app/answer.server.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { isId } from '#app/models/ids.server.ts'
import { listReasonTemplates, removeReason, saveReason } from '#app/models/reasons.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusedForm, unreadForm } from '#app/refused-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const id = z.string().refine(isId, 'required')
const [TITLE, BODY] = [120, 1500]

const schema = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('save'),
    id: id.optional(),
    act: z.enum(['return', 'hide'], 'choice'),
    title: requiredText(TITLE),
    body: requiredText(BODY),
    titleEn: optionalText(TITLE),
    bodyEn: optionalText(BODY),
  }),
  z.object({ intent: z.literal('remove'), id }),
])

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town } = await requireStaff(request, townParams.parse(params).town, 'reason:change')
    return { reasons: await listReasonTemplates(town.id) }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'reason:change')
    const submission = parseWithZod(await readForm(request), { schema })
    if (submission.status !== 'success') return unreadForm(submission)
    const { intent, ...value } = submission.value
    const who = { townId: town.id, actorId: actor.personId }
    try {
      if (intent === 'remove') await removeReason({ ...who, id: value.id! })
      else
        await saveReason({ ...who, ...(value as Omit<Parameters<typeof saveReason>[0], keyof typeof who>) })
      return redirect(`${paths.adminReasons(slug)}?saved=1`)
    } catch (error) {
      return refusedForm(submission, error)
    }
  })
}

type Reason = Awaited<ReturnType<typeof loader>>['reasons'][number]

export default function AdminReasons() {
  const t = useWords()
  const { reasons } = useLoaderData<typeof loader>()
  const errors = formErrors(t, useActionData<typeof action>())
  const [search] = useSearchParams()
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-6">
      <p>{t('desk.reasons.lead')}</p>
      <p className="text-sm text-ink-2">{t('desk.reasons.placeholders')}</p>
      {search.get('saved') && (
        <Notice tone="success" role="status">
          {t('desk.reasons.saved')}
        </Notice>
      )}
      {errors.ofForm && (
        <Notice tone="danger" role="alert">
          {errors.ofForm}
        </Notice>
      )}
      <div>
        {reasons.map((reason) => (
          <Disclosure
            key={`${reason.id}${reason.title}${reason.body}`}
            summary={<span lang="ru">{reason.title}</span>}
            note={t(`desk.acts.${reason.act}`)}
            open={errors.typed('id') === reason.id}
          >
            <ReasonForm reason={reason} errors={errors} />
            <Form method="post" className="mt-3">
              <input type="hidden" name="intent" value="remove" />
              <input type="hidden" name="id" value={reason.id} />
              <Button variant="quiet" size="sm">
                {t('desk.reasons.remove')}
                <span className="sr-only" lang="ru">
                  : {reason.title}
                </span>
              </Button>
            </Form>
          </Disclosure>
        ))}
        <Disclosure
          key={`new${reasons.length}`}
          summary={t('desk.reasons.new')}
          open={errors.typed('intent') === 'save' && !errors.typed('id')}
        >
          <ReasonForm reason={null} errors={errors} />
        </Disclosure>
      </div>
    </div>
  )
}

function ReasonForm({ reason, errors }: { reason: Reason | null; errors: ReturnType<typeof formErrors> }) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'save' && (errors.typed('id') ?? null) === (reason?.id ?? null)
  const value = (name: string, known: string | undefined) => (isMine ? (errors.typed(name) ?? '') : known)
  const error = (name: string) => (isMine ? errors.ofField(name) : [])
  const en = reason?.translations.en
  return (
    <Form method="post" className="grid gap-5 pt-2" noValidate>
      <input type="hidden" name="intent" value="save" />
      {reason && <input type="hidden" name="id" value={reason.id} />}
      <Field label={t('desk.reasons.act')} required>
        <Select
          name="act"
          defaultValue={value('act', reason?.act) ?? 'return'}
          options={(['return', 'hide'] as const).map((act) => ({ value: act, label: t(`desk.acts.${act}`) }))}
        />
      </Field>
      <Field label={t('desk.reasons.title')} error={error('title')} required>
        <TextInput name="title" maxLength={TITLE} defaultValue={value('title', reason?.title)} />
      </Field>
      <Field label={t('desk.reasons.body')} error={error('body')} required>
        <TextArea name="body" rows={3} maxLength={BODY} defaultValue={value('body', reason?.body)} />
      </Field>
      <Field label={t('desk.reasons.titleEn')} error={error('titleEn')} optional={t('common.optional')}>
        <TextInput name="titleEn" maxLength={TITLE} defaultValue={value('titleEn', en?.title)} />
      </Field>
      <Field label={t('desk.reasons.bodyEn')} error={error('bodyEn')} optional={t('common.optional')}>
        <TextArea name="bodyEn" rows={3} maxLength={BODY} defaultValue={value('bodyEn', en?.body)} />
      </Field>
      <Button size="sm" className="justify-self-start">
        {t('desk.reasons.save')}
      </Button>
    </Form>
  )
}
