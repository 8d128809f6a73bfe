import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** Tells the crosshair where a photo was taken; the crosshair listens on the window. */
export const PHOTO_PLACE = 'sreda:photo-place'

/** Degrees. */
export interface PlaceTaken {
  longitude: number
  latitude: number
}

/** The first place that is written in one of these photos. It is read on this device only. */
export async function placeTakenOf(files: File[]): Promise<PlaceTaken | null> {
  for (const file of files) {
    const { gps } = await import('exifr/dist/lite.esm.mjs')
    const place = await gps(file).catch(() => undefined)
    if (place && Number.isFinite(place.longitude) && Number.isFinite(place.latitude)) return place
  }
  return null
}

/** Offers the place written in a photo for the pin; it is never stored. */
export function PhotoPlace({ taken, onDone }: { taken: PlaceTaken | null; onDone: () => void }) {
  const t = usePageWords()
  if (!taken) return null
  const { longitude: lng, latitude: lat } = taken
  function take() {
    dispatchEvent(new CustomEvent(PHOTO_PLACE, { detail: { lng, lat } }))
    onDone()
  }
  return (
    <Notice
      tone="info"
      role="status"
      actions={
        <Button type="button" size="sm" onClick={take}>
          {t('form.photoPlaceUse')}
        </Button>
      }
    >
      {t('form.photoPlace')}
    </Notice>
  )
}
