import { PROOF_CHANNELS, PROOF_SUBJECTS } from '#app/domain/protocol.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface ProofFormProps {
  t: T
  errors: ReturnType<typeof formErrors>
  limits: { title: number; url: number; mb: number }
}

export function ProofForm({ t, errors, limits }: ProofFormProps) {
  return (
    <>
      <Field label={t('served.commission.proofSubject')} error={errors.ofField('subject')} required>
        <Select
          name="subject"
          defaultValue={errors.typed('subject') ?? 'intake'}
          options={PROOF_SUBJECTS.map((value) => ({
            value,
            label: t(`served.commission.proofSubjects.${value}`),
          }))}
        />
      </Field>
      <Field label={t('served.commission.informing')} error={errors.ofField('channel')} required>
        <Select
          name="channel"
          defaultValue={errors.typed('channel') ?? 'site'}
          options={PROOF_CHANNELS.map((value) => ({
            value,
            label: t(`served.commission.proofChannels.${value}`),
          }))}
        />
      </Field>
      <Field label={t('served.commission.proofTitle')} error={errors.ofField('title')} required>
        <TextInput name="title" maxLength={limits.title} defaultValue={errors.typed('title')} />
      </Field>
      <Field label={t('served.commission.proofDay')} error={errors.ofField('publishedOn')} required>
        <TextInput type="date" name="publishedOn" defaultValue={errors.typed('publishedOn')} />
      </Field>
      <Field
        label={t('served.commission.proofUrl')}
        hint={t('served.commission.proofUrlHint')}
        error={errors.ofField('url')}
        optional={t('common.optional')}
      >
        <TextInput type="url" name="url" maxLength={limits.url} defaultValue={errors.typed('url')} />
      </Field>
      <Field
        label={t('served.commission.proofFile')}
        hint={t('served.commission.proofFileHint', { mb: limits.mb })}
        error={errors.ofField('file')}
        optional={t('common.optional')}
      >
        <TextInput type="file" name="file" accept=".pdf,.png,.jpg,.jpeg,.webp" />
      </Field>
      <Button className="justify-self-start">{t('served.commission.addProof')}</Button>
    </>
  )
}
