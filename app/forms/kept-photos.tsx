import { keptAltField, LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import type { EditData } from '#app/routes/$town.$number.edit/load.server.ts'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Photo } from '#app/ui/photo.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  photos: EditData['photos']
  errors: Pick<ReturnType<typeof formErrors>, 'ofField' | 'typed'>
}

/** The photos that are there: each can be described anew or deleted. */
export function KeptPhotos({ photos, errors }: Props) {
  const t = usePageWords()
  if (photos.length === 0) return null
  return (
    <ul className="grid gap-6 sm:grid-cols-2">
      {photos.map((photo, index) => (
        <li key={photo.id} className="grid content-start gap-2">
          <Photo
            src={photo.src}
            alt={photo.alt}
            width={photo.width}
            height={photo.height}
            className="h-auto w-full rounded-lg"
          />
          <Field
            label={`${t('form.photoAlt')} ${index + 1}`}
            hint={t('form.photoAltHint')}
            error={errors.ofField(keptAltField(photo.id))}
          >
            <TextInput
              name={keptAltField(photo.id)}
              maxLength={LIMITS.alt}
              defaultValue={errors.typed(keptAltField(photo.id)) ?? photo.alt}
            />
          </Field>
          <Checkbox
            name="removedPhoto"
            value={photo.id}
            label={t('form.photoRemove', { position: index + 1 })}
          />
        </li>
      ))}
    </ul>
  )
}
