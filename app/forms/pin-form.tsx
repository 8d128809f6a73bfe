import { Form } from '@remix-run/react'
import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { LIMITS, PIN_KINDS } from '#app/domain/contributions.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { FormFoot, FormHead } from './form-ends.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { ProcessField } from './process-field.tsx'
import { draftFormOf, useContributionForm } from './use-contribution-form.ts'

/** A pin: where, what kind, a sentence or two, a photo. One screen, under a minute. */
export function PinForm({ data }: { data: ContributionFormData }) {
  const { frame } = useTown()
  const { t, form, errors, draft, isSending } = useContributionForm(draftFormOf(frame.slug, 'pin'))
  return (
    <Form ref={form} method="post" encType="multipart/form-data" className="mt-6 grid gap-8" noValidate>
      <input type="hidden" name="id" value={errors.typed('id') ?? data.id} />
      <FormHead error={errors.ofForm} code={errors.code} draft={draft} />
      <ProcessField data={data} typed={errors.typed('process')} />
      <PlaceFields data={data} errors={errors} restored={draft.restored} />
      <RadioCards
        name="kind"
        legend={t('form.kind')}
        columns={3}
        required
        compact
        defaultValue={errors.typed('kind') ?? 'problem'}
        error={errors.ofField('kind')}
        options={PIN_KINDS.map((kind) => ({
          value: kind,
          title: t(`kinds.${kind}`),
          hint: t(`kinds.hint.${kind}`),
          icon: <KindMark kind={kind} />,
        }))}
      />
      <Field label={t('form.body')} hint={t('form.pinBodyHint')} error={errors.ofField('body')} required>
        <TextArea
          name="body"
          rows={3}
          maxLength={LIMITS.pinBody}
          defaultValue={errors.typed('body')}
          counter={(used, max) => t('common.counter', { used, max })}
        />
      </Field>
      <PhotoFields kind="pin" errors={errors} />
      <FormFoot data={data} />
      <Button
        pending={isSending}
        pendingLabel={t('common.sending')}
        className="w-full sm:w-auto sm:justify-self-start"
      >
        {t('form.sendPin')}
      </Button>
    </Form>
  )
}
