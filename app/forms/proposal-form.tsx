import { Form } from '@remix-run/react'
import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { FormFoot, FormHead } from './form-ends.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { ProcessField } from './process-field.tsx'
import { Step, Steps } from './steps.tsx'
import { draftFormOf, useContributionForm } from './use-contribution-form.ts'

/** A proposal: step by step on a phone, one page where there is room or no script. */
export function ProposalForm({ data }: { data: ContributionFormData }) {
  const { frame } = useTown()
  const { t, form, errors, draft, isSending } = useContributionForm(draftFormOf(frame.slug, 'proposal'))
  return (
    <Form ref={form} method="post" encType="multipart/form-data" className="mt-6 grid gap-8" noValidate>
      <input type="hidden" name="id" value={errors.typed('id') ?? data.id} />
      <FormHead error={errors.ofForm} code={errors.code} draft={draft} />
      <Steps
        titles={[t('form.steps.what'), t('form.steps.where'), t('form.steps.details')]}
        errorStep={stepOfError(errors)}
        answer={errors.answer}
        submit={
          <Button pending={isSending} pendingLabel={t('common.sending')}>
            {t('form.sendProposal')}
          </Button>
        }
      >
        <Step title={t('form.steps.what')}>
          <ProcessField data={data} typed={errors.typed('process')} />
          <Field label={t('form.title')} hint={t('form.titleHint')} error={errors.ofField('title')} required>
            <TextInput name="title" maxLength={LIMITS.title} defaultValue={errors.typed('title')} />
          </Field>
          <Field
            label={t('form.proposalBody')}
            hint={t('form.proposalBodyHint')}
            error={errors.ofField('body')}
            required
          >
            <TextArea
              name="body"
              rows={8}
              maxLength={LIMITS.body}
              defaultValue={errors.typed('body')}
              counter={(used, max) => t('common.counter', { used, max })}
            />
          </Field>
          <Field
            label={t('form.category')}
            hint={t('form.categoryHint')}
            error={errors.ofField('category')}
            required
          >
            <Select
              name="category"
              placeholder={t('form.categoryHint')}
              defaultValue={errors.typed('category') ?? ''}
              options={data.categories.map((row) => ({ value: row.id, label: row.name }))}
            />
          </Field>
        </Step>
        <Step title={t('form.steps.where')}>
          <PlaceFields data={data} errors={errors} restored={draft.restored} withShapes />
        </Step>
        <Step title={t('form.steps.details')}>
          <PhotoFields kind="proposal" altTyped={errors.typed('alt')} />
          <Field
            label={t('form.cost')}
            hint={t('form.costHint')}
            error={errors.ofField('cost')}
            optional={t('common.optional')}
          >
            <TextInput
              name="cost"
              inputMode="decimal"
              defaultValue={errors.typed('cost')}
              className="max-w-64"
            />
          </Field>
          <Field
            label={t('form.cites')}
            hint={t('form.citesHint')}
            error={errors.ofField('cites')}
            optional={t('common.optional')}
          >
            <TextInput name="cites" inputMode="text" maxLength={300} defaultValue={errors.typed('cites')} />
          </Field>
          <FormFoot data={data} />
        </Step>
      </Steps>
    </Form>
  )
}

function stepOfError(errors: { ofField(name: string): string[]; code: string | null }): number | null {
  if (errors.code?.startsWith('place.')) return 1
  if (errors.code === 'citation.not-found') return 2
  if (errors.code === 'phase.closed' || errors.code === 'category.not-found') return 0
  const inStep = (names: string[]) => names.some((name) => errors.ofField(name).length > 0)
  if (inStep(['title', 'body', 'category', 'process'])) return 0
  if (inStep(['coordinates', 'placeText'])) return 1
  if (inStep(['cost', 'cites', 'alt'])) return 2
  return null
}
