import { useId, useState } from 'react'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Place {
  name: string
  lng: number
  lat: number
}

/** Moves the crosshair to a street, a landmark, a space or typed coordinates. */
export function PlaceSearch({ onFound }: { onFound: (place: { lng: number; lat: number }) => void }) {
  const t = useWords()
  const { frame } = useTown()
  const id = useId()
  const [text, setText] = useState('')
  const [places, setPlaces] = useState<Place[] | null>(null)

  async function search() {
    const typed = parseCoordinates(text)
    if (typed) {
      setPlaces(null)
      return onFound(typed)
    }
    const answer = await fetch(`${paths.places(frame.slug)}?q=${encodeURIComponent(text)}`).catch(() => null)
    const found = answer?.ok ? ((await answer.json()) as { places: Place[] }).places : []
    setPlaces(found)
    if (found.length === 1) onFound(found[0]!)
  }

  return (
    <div className="grid gap-2" data-needs-script="">
      <label htmlFor={id} className="font-[560]">
        {t('picker.search')}
      </label>
      <div className="flex gap-2">
        <TextInput
          id={id}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            void search()
          }}
        />
        <Button type="button" variant="secondary" onClick={() => void search()}>
          {t('picker.searchButton')}
        </Button>
      </div>
      <div aria-live="polite">
        {places?.length === 0 && <p className="text-sm text-ink-2">{t('picker.notFound')}</p>}
        {places && places.length > 1 && (
          <ul className="flex flex-wrap gap-2">
            {places.map((place) => (
              <li key={`${place.name}${place.lng}`}>
                <Button type="button" variant="secondary" size="sm" onClick={() => onFound(place)}>
                  {place.name}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}
