import { Form } from '@remix-run/react'
import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { PIN_KINDS } from '#app/domain/contributions.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { KindMark } from '#app/ui/kind-mark.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { draftFormOf } from './draft-owner.ts'
import { FormFoot, FormHead } from './form-ends.tsx'
import { HumanCheck } from './human-check.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { ProcessField } from './process-field.tsx'
import { SimilarBox } from './similar-box.tsx'
import { useContributionForm } from './use-contribution-form.ts'
import { BodyField } from './word-fields.tsx'

/** A pin: where, what kind, a sentence or two, a photo. One screen, under a minute. */
export function PinForm({ data }: { data: ContributionFormData }) {
  const { frame } = useTown()
  const { t, form, errors, draft, isSending, similar, found } = useContributionForm(
    draftFormOf(frame.slug, 'pin'),
  )
  return (
    <Form ref={form} method="post" encType="multipart/form-data" className="mt-6 grid gap-8" noValidate>
      <input type="hidden" name="id" value={errors.typed('id') ?? data.id} />
      <FormHead error={errors.ofForm} code={errors.code} draft={draft} />
      <ProcessField data={data} typed={errors.typed('process')} />
      <PlaceFields data={data} errors={errors} restored={draft.restored} found={found} />
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
      <BodyField kind="pin" errors={errors} hint={t('form.pinBodyHint')} rows={3} />
      <PhotoFields kind="pin" errors={errors} />
      <SimilarBox words={data.similarWords} found={similar} />
      <HumanCheck challenge={errors.challenge} />
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
