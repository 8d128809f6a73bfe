import { useState } from 'react'
import { LIMITS } from '#app/domain/contributions.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { FileInput } from '#app/ui/file-input.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** Tells the crosshair where a photo was taken; the crosshair listens on the window. */
export const PHOTO_PLACE = 'sreda:photo-place'

/** Photos with a word about them. A place written in a photo is offered for the pin; it is never stored. */
export function PhotoFields({ kind, altTyped }: { kind: 'pin' | 'proposal'; altTyped?: string }) {
  const t = useWords()
  const isPin = kind === 'pin'
  const [taken, setTaken] = useState<{ longitude: number; latitude: number } | null>(null)

  async function readPlace(files: FileList | null) {
    setTaken(null)
    for (const file of files ?? []) {
      const { gps } = await import('exifr/dist/lite.esm.mjs')
      const place = await gps(file).catch(() => undefined)
      if (place && Number.isFinite(place.longitude) && Number.isFinite(place.latitude)) return setTaken(place)
    }
  }

  return (
    <div className="grid gap-4">
      <Field
        label={isPin ? t('form.photo') : t('form.photos')}
        hint={isPin ? t('form.photoHint') : t('form.photosHint')}
        optional={t('common.optional')}
      >
        <FileInput
          name="photos"
          accept="image/jpeg,image/png,image/webp"
          multiple={!isPin}
          prompt={isPin ? t('form.photoPrompt') : t('form.photosPrompt')}
          clearLabel={t('form.photoClear')}
          previewAlt={(name) => t('form.photoPreview', { name })}
          onChange={(event) => void readPlace(event.currentTarget.files)}
        />
      </Field>
      {taken && (
        <Notice
          tone="info"
          role="status"
          actions={
            <Button
              type="button"
              size="sm"
              onClick={() => {
                dispatchEvent(
                  new CustomEvent(PHOTO_PLACE, { detail: { lng: taken.longitude, lat: taken.latitude } }),
                )
                setTaken(null)
              }}
            >
              {t('form.photoPlaceUse')}
            </Button>
          }
        >
          {t('form.photoPlace')}
        </Notice>
      )}
      <Field label={t('form.photoAlt')} hint={t('form.photoAltHint')} optional={t('common.optional')}>
        <TextInput name="alt" maxLength={LIMITS.alt} defaultValue={altTyped} />
      </Field>
    </div>
  )
}
