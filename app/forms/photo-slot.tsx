import type { ChangeEvent } from 'react'
import { LIMITS } from '#app/domain/contributions.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Field } from '#app/ui/field.tsx'
import { FileInput } from '#app/ui/file-input.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  /** From 1; null when there is only one. */
  position: number | null
  names: { photo: string; alt: string }
  hint?: string
  optional?: string
  multiple: boolean
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
  altTyped?: string
  altError: string[]
}

/** One photo and, beside it, what it shows. */
export function PhotoSlot(props: Props) {
  const { position, names, hint, optional, multiple, onChange, altTyped, altError } = props
  const t = usePageWords()
  const nth = position === null ? '' : ` ${position}`
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label={`${t('form.photo')}${nth}`} hint={hint} optional={optional}>
        <FileInput
          name={names.photo}
          accept="image/jpeg,image/png,image/webp"
          multiple={multiple}
          prompt={t('form.photoPrompt')}
          clearLabel={t('form.photoClear')}
          previewAlt={(name) => t('form.photoPreview', { name })}
          onChange={onChange}
        />
      </Field>
      <Field label={`${t('form.photoAlt')}${nth}`} hint={t('form.photoAltHint')} error={altError}>
        <TextInput name={names.alt} maxLength={LIMITS.alt} defaultValue={altTyped} />
      </Field>
    </div>
  )
}
