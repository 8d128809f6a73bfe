import { Form } from '@remix-run/react'
import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { LIMITS, photoFields } from '#app/domain/contributions.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { draftFormOf } from './draft-owner.ts'
import { FormFoot, FormHead } from './form-ends.tsx'
import { HumanCheck } from './human-check.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { ProcessField } from './process-field.tsx'
import { SimilarBox } from './similar-box.tsx'
import { Step, Steps } from './steps.tsx'
import { useContributionForm } from './use-contribution-form.ts'
import { BodyField, CategoryField, CostField, TitleField } from './word-fields.tsx'

/** A proposal: step by step on a phone, one page where there is room or no script. */
export function ProposalForm({ data }: { data: ContributionFormData }) {
  const { frame } = useTown()
  const { t, form, errors, draft, isSending, similar, found } = useContributionForm(
    draftFormOf(frame.slug, 'proposal'),
  )
  return (
    <Form ref={form} method="post" encType="multipart/form-data" className="mt-6 grid gap-8" noValidate>
      <input type="hidden" name="id" value={errors.typed('id') ?? data.id} />
      <FormHead error={errors.ofForm} code={errors.code} draft={draft} />
      <Steps
        titles={[t('form.steps.what'), t('form.steps.where'), t('form.steps.details')]}
        errorStep={similar ? 1 : stepOfError(errors)}
        answer={errors.answer}
        submit={
          <Button pending={isSending} pendingLabel={t('common.sending')}>
            {t('form.sendProposal')}
          </Button>
        }
      >
        <Step title={t('form.steps.what')}>
          <ProcessField data={data} typed={errors.typed('process')} />
          <TitleField errors={errors} hint={t('form.titleHint')} />
          <BodyField kind="proposal" errors={errors} hint={t('form.proposalBodyHint')} rows={8} />
          <CategoryField categories={data.categories} errors={errors} />
        </Step>
        <Step title={t('form.steps.where')}>
          <PlaceFields data={data} errors={errors} restored={draft.restored} found={found} withShapes />
          <SimilarBox words={data.similarWords} found={similar} />
        </Step>
        <Step title={t('form.steps.details')}>
          <PhotoFields kind="proposal" errors={errors} />
          <CostField errors={errors} />
          <Field
            label={t('form.cites')}
            hint={t('form.citesHint')}
            error={errors.ofField('cites')}
            optional={t('common.optional')}
          >
            <TextInput name="cites" inputMode="text" maxLength={300} defaultValue={errors.typed('cites')} />
          </Field>
          <HumanCheck challenge={errors.challenge} />
          <FormFoot data={data} />
        </Step>
      </Steps>
    </Form>
  )
}

/** The fields of the photos' descriptions. */
const ALTS = Array.from({ length: LIMITS.proposalPhotos }, (_, i) => photoFields(i + 1).alt)

function stepOfError(errors: { ofField(name: string): string[]; code: string | null }): number | null {
  if (errors.code?.startsWith('place.')) return 1
  if (errors.code === 'citation.not-found' || errors.code?.startsWith('challenge.')) return 2
  if (errors.code === 'phase.closed' || errors.code === 'category.not-found') return 0
  const inStep = (names: string[]) => names.some((name) => errors.ofField(name).length > 0)
  if (inStep(['title', 'body', 'category', 'process'])) return 0
  if (inStep(['coordinates', 'placeText'])) return 1
  if (inStep(['cost', 'cites', ...ALTS])) return 2
  return null
}
