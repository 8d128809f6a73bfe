import { Form } from '@remix-run/react'
import type { AppealData } from '#app/appeal-form.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { useServedWords } from '#app/i18n/use-served-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { HumanCheck } from './human-check.tsx'

interface Props extends Pick<AppealData, 'decision' | 'appeal'> {
  errors: ReturnType<typeof formErrors>
  t: ReturnType<typeof useServedWords>
}

/** The decision, and the form to answer it or what came of the answer. */
export function AppealAnswer({ decision, appeal, errors, t }: Props) {
  const { locale, timeZone } = useTown()
  return (
    <div className="mt-6 grid gap-6">
      {errors.ofForm && (
        <Notice tone="danger" role="alert">
          {errors.ofForm}
        </Notice>
      )}
      {decision && (
        <Notice tone="warning" title={t(`served.appeal.acts.${decision.act}`)}>
          <p className="whitespace-pre-line">{t('served.appeal.reason', { reason: decision.reason })}</p>
        </Notice>
      )}
      {appeal ? (
        <Notice tone={appeal.outcome && appeal.outcome !== 'upheld' ? 'success' : 'info'} role="status">
          {appeal.outcome === null
            ? t('served.appeal.waiting', { date: formatDate(appeal.sentAt, locale, timeZone) })
            : t(`served.appeal.${appeal.outcome}`)}{' '}
          {appeal.answer && t('served.appeal.answer', { answer: appeal.answer })}
        </Notice>
      ) : decision ? (
        <Form method="post" className="grid gap-5" noValidate>
          <Field
            label={t('served.appeal.body')}
            hint={t('served.appeal.bodyHint')}
            error={errors.ofField('body')}
            required
          >
            <TextArea name="body" rows={6} maxLength={LIMITS.reason} defaultValue={errors.typed('body')} />
          </Field>
          <HumanCheck challenge={errors.challenge} />
          <Button className="justify-self-start">{t('served.appeal.send')}</Button>
        </Form>
      ) : (
        <p>{t('served.appeal.nothing')}</p>
      )}
    </div>
  )
}
