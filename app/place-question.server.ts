import { data } from '@remix-run/node'
import type { Locale } from '#app/i18n/locale.ts'
import type { Town } from '#app/models/towns.server.ts'
import { type PlacesFound, searchPlaces } from '#app/places-view.server.ts'

/** What a form that asks where something is was answered: it comes back as it was typed, with choices. */
export interface PlaceAnswer {
  found: PlacesFound
  lastResult: { initialValue: Record<string, unknown> }
  refusal: undefined
}

/**
 * The answer to a form whose "Find" was pressed without scripts; null for one that is to be taken. Nothing is checked and
 * nothing kept yet.
 */
export async function answerPlaceQuestion(
  form: FormData,
  { town, locale, person }: { town: Town; locale: Locale; person: object | null },
) {
  if (form.get('find') !== 'place') return null
  const said = (name: string) => String(form.get(name) ?? '')
  const found = await searchPlaces(town, said('placeQuery'), { locale, isPressed: person !== null })
  const initialValue: Record<string, unknown> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name).filter((value) => typeof value === 'string')
    if (values.length > 0) initialValue[name] = values.length === 1 ? values[0] : values
  }
  // An earlier choice is none of these.
  delete initialValue.foundAt
  return data<PlaceAnswer>({ found, lastResult: { initialValue }, refusal: undefined })
}
