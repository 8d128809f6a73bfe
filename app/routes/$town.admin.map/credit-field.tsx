import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { MapPage } from './view.server.ts'

interface Props {
  page: MapPage
  errors: ReturnType<typeof formErrors>
  /** The last form that was sent is the one this stands in. */
  isMine: boolean
}

/** Whose data a file holds: as before, else what most files hold. */
export function CreditField({ page, errors, isMine }: Props) {
  const t = useWords()
  const typed = isMine ? errors.typed('attribution') : undefined
  return (
    <Field
      label={t('mapAdmin.attribution')}
      hint={t('mapAdmin.attributionHint')}
      error={isMine ? errors.ofField('attribution') : []}
      required
    >
      <TextInput
        name="attribution"
        defaultValue={typed ?? page.archive?.attribution ?? t('mapAdmin.osm')}
        maxLength={200}
      />
    </Field>
  )
}
