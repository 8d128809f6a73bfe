import { TEMPLATE_LIMITS } from '#app/domain/template-limits.ts'
import type { formErrors } from '#app/form-errors.ts'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

type Errors = ReturnType<typeof formErrors>

/** Fields that keep what was typed and say what is wrong with it. */
export function fieldsOf(errors: Errors) {
  return {
    text: (name: string, label: string, known: string, rows = 3) => (
      <Field label={label} error={errors.ofField(name)}>
        <TextArea
          name={name}
          rows={rows}
          maxLength={TEMPLATE_LIMITS.text}
          defaultValue={errors.typed(name) ?? known}
        />
      </Field>
    ),
    line: (name: string, label: string, known: string, max: number) => (
      <Field label={label} error={errors.ofField(name)}>
        <TextInput name={name} maxLength={max} defaultValue={errors.typed(name) ?? known} />
      </Field>
    ),
    number: (name: string, label: string, known: number | null, hint?: string) => (
      <Field label={label} hint={hint} error={errors.ofField(name)}>
        <TextInput name={name} inputMode="numeric" defaultValue={errors.typed(name) ?? known ?? ''} />
      </Field>
    ),
    day: (name: string, label: string, known: string | null) => (
      <Field label={label} error={errors.ofField(name)}>
        <TextInput name={name} type="date" defaultValue={errors.typed(name) ?? known ?? ''} />
      </Field>
    ),
  }
}
