import { del, get, set } from 'idb-keyval'
import { type RefObject, useCallback, useEffect, useState } from 'react'

interface Draft {
  fields: [name: string, value: string][]
  photos: File[]
  savedAt: number
}

/** What the server gives anew with each form is not part of a draft. */
const NOT_KEPT = new Set(['returnTo', 'intent', 'code'])
/** The marks of a ballot: what is unticked in a draft stays unticked in a form that comes ticked. */
const MARK = /^m(-|$)/
const SAVE_AFTER_MS = 300

/**
 * Keeps what is typed (and the chosen photos) on this device through a reload or a lost network, until it is sent.
 *
 * @param key  one draft for each form and town
 * @param form the form element
 * @returns the fields restored at the start, and how to forget them
 */
export function useDraft(key: string, form: RefObject<HTMLFormElement | null>) {
  const [restored, setRestored] = useState<Map<string, string> | null>(null)

  useEffect(
    function restoreDraft() {
      let isGone = false
      void get<Draft>(key)
        .then((draft) => {
          if (isGone || !draft || !form.current) return
          putBack(form.current, draft)
          if (hasWords(draft)) setRestored(new Map(draft.fields))
        })
        .catch(() => undefined)
      return function leave() {
        isGone = true
      }
    },
    [key, form],
  )

  useEffect(
    function saveWhileTyping() {
      const element = form.current
      if (!element) return
      let timer: ReturnType<typeof setTimeout> | undefined
      function save() {
        clearTimeout(timer)
        timer = setTimeout(() => void set(key, draftOf(element!)).catch(() => undefined), SAVE_AFTER_MS)
      }
      element.addEventListener('input', save)
      element.addEventListener('change', save)
      return function stopSaving() {
        clearTimeout(timer)
        element.removeEventListener('input', save)
        element.removeEventListener('change', save)
      }
    },
    [key, form],
  )

  const forget = useCallback(() => del(key).catch(() => undefined), [key])
  return { restored, forget }
}

export function forgetDraft(key: string) {
  return del(key).catch(() => undefined)
}

function draftOf(form: HTMLFormElement): Draft {
  const data = new FormData(form)
  const fields: Draft['fields'] = []
  const photos: File[] = []
  for (const [name, value] of data) {
    if (typeof value !== 'string') {
      if (value.size > 0) photos.push(value)
    } else if (!NOT_KEPT.has(name)) fields.push([name, value])
  }
  return { fields, photos, savedAt: Date.now() }
}

function hasWords(draft: Draft): boolean {
  return draft.fields.some(
    ([name, value]) =>
      (['title', 'body', 'placeText', 'lng', 'geometry'].includes(name) || MARK.test(name)) && value !== '',
  )
}

function putBack(form: HTMLFormElement, draft: Draft) {
  const kept = new Set(draft.fields.map(([name]) => name))
  for (const field of form.elements) {
    if (field instanceof HTMLInputElement && field.type === 'checkbox' && MARK.test(field.name))
      field.checked = kept.has(field.name)
  }
  for (const [name, value] of draft.fields) {
    const field = form.elements.namedItem(name)
    if (field instanceof RadioNodeList) field.value = value
    else if (field instanceof HTMLInputElement && field.type === 'radio')
      field.checked = field.value === value
    else if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true
    else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    ) {
      field.value = value
      field.dispatchEvent(new Event('input', { bubbles: true }))
    }
  }
  form.dispatchEvent(new Event('change', { bubbles: true }))
  const files = form.querySelector<HTMLInputElement>('input[type=file]')
  if (files && draft.photos.length > 0) {
    const transfer = new DataTransfer()
    for (const photo of draft.photos) transfer.items.add(photo)
    files.files = transfer.files
    files.dispatchEvent(new Event('change', { bubbles: true }))
  }
}
