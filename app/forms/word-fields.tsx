import { LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

type Errors = Pick<ReturnType<typeof formErrors>, 'ofField' | 'typed'>

interface Props {
  errors: Errors
  /** What it says now, in the form of an edit. */
  known?: string
  hint?: string
}

/** The text of a pin, short, or of a proposal. */
export function BodyField({
  kind,
  errors,
  known,
  hint,
  rows,
}: Props & { kind: 'pin' | 'proposal'; rows: number }) {
  const t = usePageWords()
  const isPin = kind === 'pin'
  return (
    <Field
      label={isPin ? t('form.body') : t('form.proposalBody')}
      hint={hint}
      error={errors.ofField('body')}
      required
    >
      <TextArea
        name="body"
        rows={rows}
        maxLength={isPin ? LIMITS.pinBody : LIMITS.body}
        defaultValue={errors.typed('body') ?? known}
        counter={(used, max) => t('common.counter', { used, max })}
      />
    </Field>
  )
}

export function TitleField({ errors, known, hint }: Props) {
  const t = usePageWords()
  return (
    <Field label={t('form.title')} hint={hint} error={errors.ofField('title')} required>
      <TextInput name="title" maxLength={LIMITS.title} defaultValue={errors.typed('title') ?? known} />
    </Field>
  )
}

export function CategoryField({
  categories,
  errors,
  known,
}: Props & { categories: { id: string; name: string }[] }) {
  const t = usePageWords()
  return (
    <Field
      label={t('form.category')}
      hint={t('form.categoryHint')}
      error={errors.ofField('category')}
      required
    >
      <Select
        name="category"
        placeholder={known ? undefined : t('form.categoryHint')}
        defaultValue={errors.typed('category') ?? known ?? ''}
        options={categories.map((row) => ({ value: row.id, label: row.name }))}
      />
    </Field>
  )
}

export function CostField({ errors, known }: Props) {
  const t = usePageWords()
  return (
    <Field
      label={t('form.cost')}
      hint={t('form.costHint')}
      error={errors.ofField('cost')}
      optional={t('common.optional')}
    >
      <TextInput
        name="cost"
        inputMode="decimal"
        defaultValue={errors.typed('cost') ?? known}
        className="max-w-64"
      />
    </Field>
  )
}
