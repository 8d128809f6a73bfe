import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import type { WordTree } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import type { PlaceView } from '#app/places-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { cx } from '#app/ui/cx.ts'
import { TextInput } from '#app/ui/text-input.tsx'
import { usePlaceChoices } from './use-place-choices.ts'

type Point = { lng: number; lat: number }

interface Props {
  words: WordTree
  /** The middle of the map: equally good choices are sorted by it. */
  near: () => Point | null
  onFound: (place: Point) => void
}

/**
 * Moves the crosshair to a street, a house, a landmark, a space or typed coordinates: a combobox with a list of choices
 * (WAI-ARIA's editable combobox with manual selection).
 */
export function PlaceSearch({ words, near, onFound }: Props) {
  const t = useServedWords(words)
  const { frame } = useTown()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [active, setActive] = useState(-1)
  const [isOpen, setIsOpen] = useState(false)
  const [chosen, setChosen] = useState('')
  const { found, type, forget, find } = usePlaceChoices(frame.slug, near)
  const places = found?.places ?? []
  const isShown = isOpen && places.length > 0

  function write(value: string) {
    setText(value)
    setActive(-1)
    setChosen('')
    setIsOpen(true)
    if (parseCoordinates(value)) forget()
    else type(value)
  }

  function choose(place: PlaceView) {
    setText(place.name)
    setChosen(place.name)
    setIsOpen(false)
    setActive(-1)
    onFound(place)
  }

  async function press() {
    const typed = parseCoordinates(text)
    if (typed) return onFound(typed)
    if (text.trim() === '') return
    setChosen('')
    const answer = await find(text)
    if (answer?.places.length === 1) return choose(answer.places[0]!)
    // Where the arrows choose.
    box.current?.querySelector('input')?.focus()
    setIsOpen(true)
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && places.length > 0) {
      setIsOpen(true)
      if (!event.altKey) setActive(nextOf(active, step, places.length, isShown))
    } else if (event.key === 'Enter') {
      const place = isShown ? places[active] : undefined
      if (place) choose(place)
      else void press()
    } else if (event.key === 'Escape' && isShown) setIsOpen(false)
    else if (event.key === 'Escape' && text !== '') write('')
    else return
    event.preventDefault()
  }

  const said = chosen
    ? t('served.places.chosen', { name: chosen })
    : found && isOpen
      ? found.places.length > 0
        ? t('served.places.found', { count: found.places.length })
        : t(`served.places.${found.failed ?? 'notFound'}`)
      : ''
  return (
    <div ref={box} className="grid gap-2" data-needs-script="">
      <label htmlFor={id} className="font-[560]">
        {t('served.places.search')}
      </label>
      <div className="flex gap-2">
        <div className="relative min-w-0 flex-1">
          <TextInput
            id={id}
            role="combobox"
            aria-expanded={isShown}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
            aria-describedby={`${id}-said`}
            autoComplete="off"
            maxLength={120}
            value={text}
            onChange={(event) => write(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => setIsOpen(false)}
          />
          <div
            id={`${id}-list`}
            role="listbox"
            tabIndex={-1}
            aria-label={t('served.places.choices')}
            hidden={!isShown}
            className="absolute inset-x-0 top-full z-[1200] mt-1 max-h-80 overflow-y-auto rounded-xl border border-line-strong bg-surface py-1 shadow-lg"
          >
            {places.map((place, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field, which keeps the focus
              <div
                key={`${place.name}${place.lng},${place.lat}`}
                id={`${id}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === active}
                // Else the field would lose the focus, and the list be gone, before the click.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(place)}
                className={cx(
                  'flex min-h-11 cursor-pointer flex-wrap items-center justify-between gap-x-3 px-4 py-1.5 hover:bg-surface-2',
                  i === active && 'bg-accent-soft shadow-[inset_3px_0_0_var(--accent)]',
                )}
              >
                <span className="min-w-0">{place.name}</span>
                <span className="text-sm text-ink-2">{t(`served.places.kinds.${place.kind}`)}</span>
              </div>
            ))}
          </div>
        </div>
        <Button type="button" variant="secondary" onClick={() => void press()}>
          {t('served.places.button')}
        </Button>
      </div>
      <p id={`${id}-said`} role="status" className="min-h-5 text-sm text-ink-2">
        {said}
        {said && found?.attribution ? `. ${t('served.places.data', { attribution: found.attribution })}` : ''}
      </p>
    </div>
  )
}

/** Past either end lies the field itself, -1, and then the other end. */
function nextOf(active: number, step: number, count: number, isShown: boolean): number {
  if (!isShown) return step > 0 ? 0 : count - 1
  const next = active + step
  if (next < -1) return count - 1
  return next >= count ? -1 : next
}
