import { useSubmit } from '@remix-run/react'
import { type FormEvent, useEffect, useRef, useState } from 'react'

/** Longer than this nobody waits for a list to be sorted. */
const LOCATE_MS = 15_000

/**
 * The filter's form in a browser with scripts: it is sent without empty fields, follows the address without being made
 * anew (so that nobody loses their place in it), and finds the reader for "nearest".
 *
 * @param query  the filter of the page, as its address says it
 * @param target where the form leads
 * @param isNarrowed whether the filter leaves anything out
 */
export function useFilterForm(query: string, target: string, isNarrowed: boolean) {
  const submit = useSubmit()
  const form = useRef<HTMLFormElement>(null)
  const shown = useRef(query)
  const [place, setPlace] = useState<'unknown' | 'locating' | 'lost'>('unknown')
  const [hasScript, setHasScript] = useState(false)
  useEffect(() => setHasScript(true), [])
  // Opened by the reader or not: a filter that is reset must not close the panel around the focus.
  const [isOpen] = useState(isNarrowed)

  useEffect(
    function followAddress() {
      // What somebody typed before the scripts came stays.
      if (shown.current === query || !form.current) return
      shown.current = query
      fill(form.current, new URLSearchParams(query))
    },
    [query],
  )

  function send(near?: string) {
    if (!form.current) return
    const asked = new URLSearchParams()
    for (const [name, value] of new FormData(form.current))
      if (typeof value === 'string' && value !== '' && name !== 'near') asked.append(name, value)
    if (asked.get('sort') === 'support') asked.delete('sort')
    if (asked.get('sort') === 'nearest') asked.set('near', near ?? form.current.near.value)
    submit(asked, { method: 'get', action: target, preventScrollReset: true })
  }

  function sort(select: HTMLSelectElement) {
    setPlace('unknown')
    if (select.value !== 'nearest') return send()
    function giveUp() {
      setPlace('lost')
      if (form.current) fill(form.current, new URLSearchParams(query))
    }
    if (!navigator.geolocation) return giveUp()
    setPlace('locating')
    navigator.geolocation.getCurrentPosition(
      function sortNear({ coords }) {
        setPlace('unknown')
        // Some 100 m: the address is shared with the link.
        send(`${coords.longitude.toFixed(3)},${coords.latitude.toFixed(3)}`)
      },
      giveUp,
      { timeout: LOCATE_MS, maximumAge: 60_000 },
    )
  }

  function onSubmit(event: FormEvent) {
    event.preventDefault()
    send()
  }

  return { form, sort, onSubmit, place, hasScript, isOpen }
}

/** Puts what an address says into the fields. */
function fill(form: HTMLFormElement, params: URLSearchParams) {
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox')
      field.checked = params.getAll(field.name).includes(field.value)
    else if (field instanceof HTMLInputElement) field.value = params.get(field.name) ?? ''
    else if (field instanceof HTMLSelectElement)
      field.value = params.get(field.name) ?? (field.name === 'sort' ? 'support' : '')
  }
}
