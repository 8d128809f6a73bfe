import { Form } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import { DEFAULT_ACTS, PHASE_KINDS, type PhaseKind } from '#app/domain/phases.ts'
import { TRUST } from '#app/domain/trust.ts'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const ACTS = ['pin', 'propose', 'support', 'comment'] as const

type Errors = ReturnType<typeof formErrors>

/** A new process on one page: the question, what is fixed, how it is decided, and dated phases. */
export function NewProcessForm({
  spaces,
  after,
  errors,
}: {
  spaces: { id: string; name: string }[]
  /** The case that the process is made after. */
  after: { slug: string; text: string } | null
  errors: Errors
}) {
  const t = useWords()
  const text = (name: string, label: string, hint?: string) => (
    <Field label={label} hint={hint} error={errors.ofField(name)} optional={t('common.optional')}>
      <TextArea name={name} rows={3} maxLength={LIMITS.body} defaultValue={errors.typed(name)} />
    </Field>
  )
  return (
    <Form method="post" className="grid gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('admin.processNew')}</h2>
      {after && (
        <Notice>
          <input type="hidden" name="case" value={after.slug} />
          {after.text}
        </Notice>
      )}
      <Field label={t('admin.name')} error={errors.ofField('title')} required>
        <TextInput name="title" maxLength={LIMITS.title} defaultValue={errors.typed('title')} />
      </Field>
      <Field label={t('admin.slug')} hint={t('admin.slugHint')} error={errors.ofField('slug')} required>
        <TextInput name="slug" maxLength={60} defaultValue={errors.typed('slug')} />
      </Field>
      <Field label={t('admin.question')} error={errors.ofField('question')} required>
        <TextInput name="question" maxLength={300} defaultValue={errors.typed('question')} />
      </Field>
      {text('summary', t('admin.summary'))}
      {text('fixed', t('admin.fixed'), t('admin.fixedHint'))}
      {text('decision', t('admin.decision'))}
      <Field label={t('admin.budget')} error={errors.ofField('budget')} optional={t('common.optional')}>
        <TextInput
          name="budget"
          inputMode="decimal"
          defaultValue={errors.typed('budget')}
          className="max-w-64"
        />
      </Field>
      {spaces.length > 0 && (
        <Fieldset legend={t('admin.spacesOf')} size="field">
          <div className="grid gap-2 sm:grid-cols-2">
            {spaces.map((space) => (
              <Checkbox
                key={space.id}
                name="spaces"
                value={space.id}
                label={space.name}
                defaultChecked={errors.ticked('spaces')?.includes(space.id)}
              />
            ))}
          </div>
        </Fieldset>
      )}
      <Fieldset
        legend={t('admin.phasesTitle')}
        hint={`${t('admin.phasesHint')} ${t('admin.legalMinimum')}`}
        size="section"
      >
        <div className="grid gap-4">
          {PHASE_KINDS.map((kind) => (
            <PhaseFields key={kind} kind={kind} errors={errors} />
          ))}
        </div>
      </Fieldset>
      <Button className="justify-self-start">{t('admin.create')}</Button>
    </Form>
  )
}

function PhaseFields({ kind, errors }: { kind: PhaseKind; errors: Errors }) {
  const t = useWords()
  const name = (field: string) => `${kind}.${field}`
  return (
    <Card>
      <fieldset className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <legend className="mb-3 text-lg font-semibold">{t(`phases.${kind}`)}</legend>
        <Checkbox
          name={name('include')}
          label={t('admin.include')}
          defaultChecked={errors.ticked(name('include'))?.includes('on') ?? true}
        />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('admin.startsAt')} error={errors.ofField(name('startsAt'))}>
            <TextInput
              type="datetime-local"
              name={name('startsAt')}
              defaultValue={errors.typed(name('startsAt'))}
            />
          </Field>
          <Field
            label={t('admin.endsAt')}
            hint={kind === 'results' ? t('admin.endsAtHint') : undefined}
            error={errors.ofField(name('endsAt'))}
          >
            <TextInput
              type="datetime-local"
              name={name('endsAt')}
              defaultValue={errors.typed(name('endsAt'))}
            />
          </Field>
        </div>
        <Fieldset legend={t('admin.acts')} size="field">
          <div className="flex flex-wrap gap-x-6 gap-y-2">
            {ACTS.map((act) => (
              <Checkbox
                key={act}
                name={name('acts')}
                value={act}
                label={t(`admin.act.${act}`)}
                defaultChecked={(errors.ticked(name('acts')) ?? DEFAULT_ACTS[kind]).includes(act)}
              />
            ))}
          </div>
        </Fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t('admin.moderation')}>
            <Select
              name={name('moderation')}
              defaultValue={errors.typed(name('moderation')) ?? 'post'}
              options={[
                { value: 'post', label: t('admin.moderationPost') },
                { value: 'pre', label: t('admin.moderationPre') },
              ]}
            />
          </Field>
          <Field
            label={t('admin.supportLimit')}
            hint={t('admin.supportLimitHint')}
            error={errors.ofField(name('supportLimit'))}
          >
            <TextInput
              name={name('supportLimit')}
              inputMode="numeric"
              defaultValue={errors.typed(name('supportLimit'))}
            />
          </Field>
          <Field label={t('admin.leastTrust')} hint={t('admin.leastTrustHint')}>
            <Select
              name={name('leastTrust')}
              defaultValue={errors.typed(name('leastTrust')) ?? 'anonymous'}
              options={TRUST.map((level) => ({ value: level, label: t(`trust.${level}`) }))}
            />
          </Field>
        </div>
      </fieldset>
    </Card>
  )
}
