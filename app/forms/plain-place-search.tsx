import { formatCoordinates } from '#app/domain/geometry/format-coordinates.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import type { WordTree } from '#app/i18n/i18n.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import type { PlacesFound } from '#app/places-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  words: WordTree
  /** What the server found; null when it was not asked. */
  found: PlacesFound | null
  typed: (name: string) => string | undefined
}

/**
 * The search for a place where there are no scripts: the form is sent to be shown choices, and keeps what was typed. The
 * choice goes with the form as `foundAt`, latitude first.
 */
export function PlainPlaceSearch({ words, found, typed }: Props) {
  const t = useServedWords(words)
  const { locale } = useTown()
  const chosen = typed('foundAt')
  const options = optionsOf(found, chosen, typed('placeQuery') ?? '', locale).map((option) => ({
    ...option,
    hint: option.kind && t(`served.places.kinds.${option.kind}`),
  }))
  const none = { value: '', title: t('served.places.none') }
  return (
    <noscript>
      <div className="grid gap-4">
        {/* Enter in a field presses the form's first button: that must not be the search. */}
        <button type="submit" disabled hidden />
        <Field label={t('served.places.search')} hint={t('served.places.plainHint')}>
          <TextInput name="placeQuery" maxLength={120} defaultValue={typed('placeQuery')} />
        </Field>
        <Button variant="secondary" name="find" value="place" formNoValidate className="justify-self-start">
          {t('served.places.button')}
        </Button>
        {found && (
          // biome-ignore lint/a11y/noAutofocus: the page is loaded anew for this answer, far below its top
          <p role="status" autoFocus tabIndex={-1}>
            {found.places.length > 0
              ? t('served.places.found', { count: found.places.length })
              : t(`served.places.${found.failed ?? 'notFound'}`)}
          </p>
        )}
        {options.length > 0 && (
          <RadioCards
            name="foundAt"
            legend={t('served.places.choices')}
            columns={2}
            defaultValue={chosen ?? options[0]!.value}
            options={[...options, none]}
          />
        )}
        {found?.attribution && (
          <p className="text-sm text-ink-2">{t('served.places.data', { attribution: found.attribution })}</p>
        )}
      </div>
    </noscript>
  )
}

/** The choices just found; else the one that the sent form holds. */
function optionsOf(found: PlacesFound | null, chosen: string | undefined, query: string, locale: string) {
  if (found)
    return found.places.map(({ name, kind, lng, lat }) => ({ value: `${lat}, ${lng}`, title: name, kind }))
  const point = chosen ? parseCoordinates(chosen) : null
  if (!point) return []
  const title = `${query} (${formatCoordinates(point.lng, point.lat, locale)})`
  return [{ value: chosen!, title, kind: null }]
}
