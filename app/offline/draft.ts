import { del, delMany, get, keys, set } from 'idb-keyval'
import { type RefObject, useCallback, useEffect, useState } from 'react'
import { ANONYMOUS, type DraftName } from './draft-name.ts'

interface Draft {
  fields: [name: string, value: string][]
  /** Chosen photos by the names of their fields. */
  files: [name: string, file: File][]
  savedAt: number
}

/** What the server gives anew with each form is not part of a draft. */
const NOT_KEPT = new Set(['returnTo', 'intent', 'code', 'terms', 'challenge', 'solution', 'website'])
/** The marks of a ballot: what is unticked in a draft stays unticked in a form that comes ticked. */
const MARK = /^m(-|$)/
const SAVE_AFTER_MS = 300

/**
 * Keeps what is typed (and the chosen photos) on this device through a reload or a lost network, until it is sent. The
 * next person on the same device does not see it; what was typed before signing in goes to who signs in in this tab.
 *
 * @param element the form element
 * @returns the fields restored at the start, and how to forget them
 */
export function useDraft({ owner, form }: DraftName, element: RefObject<HTMLFormElement | null>) {
  const [restored, setRestored] = useState<Map<string, string> | null>(null)

  useEffect(
    function restoreDraft() {
      let isGone = false
      void takeDraft({ owner, form })
        .then((draft) => {
          if (isGone || !draft || !element.current) return
          putBack(element.current, draft)
          if (hasWords(draft)) setRestored(new Map(draft.fields))
        })
        .catch(() => undefined)
      return function leave() {
        isGone = true
      }
    },
    [owner, form, element],
  )

  useEffect(
    function saveWhileTyping() {
      const target = element.current
      if (!target) return
      let timer: ReturnType<typeof setTimeout> | undefined
      function save() {
        clearTimeout(timer)
        timer = setTimeout(() => void keepDraft({ owner, form }, draftOf(target!)), SAVE_AFTER_MS)
      }
      target.addEventListener('input', save)
      target.addEventListener('change', save)
      return function stopSaving() {
        clearTimeout(timer)
        target.removeEventListener('input', save)
        target.removeEventListener('change', save)
      }
    },
    [owner, form, element],
  )

  const forget = useCallback(() => forgetDraft({ owner, form }), [owner, form])
  return { restored, forget }
}

export async function forgetDraft({ owner, form }: DraftName): Promise<void> {
  if (isOfThisTab(form)) await del(keyOf({ owner: ANONYMOUS, form })).catch(() => undefined)
  await del(keyOf({ owner, form })).catch(() => undefined)
}

/** For signing out: nothing that the person has typed, under their name or before it, stays on the device. */
export async function forgetDraftsOf(owner: string): Promise<void> {
  const all = await keys<string>().catch(() => [])
  const own = all.filter((key) => [owner, ANONYMOUS].some((name) => key.startsWith(`sreda/${name}/`)))
  await delMany(own).catch(() => undefined)
}

function keyOf({ owner, form }: DraftName): string {
  return `sreda/${owner}/${form}`
}

async function keepDraft(name: DraftName, draft: Draft): Promise<void> {
  if (name.owner === ANONYMOUS) markThisTab(name.form)
  await set(keyOf(name), draft).catch(() => undefined)
}

/** A draft without a name belongs to the tab that it was typed in, and then to who signs in there. */
async function takeDraft(name: DraftName): Promise<Draft | undefined> {
  if (!isOfThisTab(name.form)) return name.owner === ANONYMOUS ? undefined : get<Draft>(keyOf(name))
  const unnamed = { owner: ANONYMOUS, form: name.form }
  const draft = await get<Draft>(keyOf(unnamed))
  if (name.owner === ANONYMOUS || !draft) return draft ?? get<Draft>(keyOf(name))
  await set(keyOf(name), draft)
  await del(keyOf(unnamed))
  return draft
}

function markThisTab(form: string) {
  try {
    sessionStorage.setItem(keyOf({ owner: ANONYMOUS, form }), '1')
  } catch {
    // Storage is switched off: the draft lives as long as the page.
  }
}

function isOfThisTab(form: string): boolean {
  try {
    return sessionStorage.getItem(keyOf({ owner: ANONYMOUS, form })) !== null
  } catch {
    return false
  }
}

function draftOf(form: HTMLFormElement): Draft {
  const data = new FormData(form)
  const fields: Draft['fields'] = []
  const files: Draft['files'] = []
  for (const [name, value] of data) {
    if (typeof value !== 'string') {
      if (value.size > 0) files.push([name, value])
    } else if (!NOT_KEPT.has(name)) fields.push([name, value])
  }
  return { fields, files, savedAt: Date.now() }
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
  for (const name of new Set(draft.files?.map(([name]) => name))) {
    const input = form.elements.namedItem(name)
    const files = draft.files.filter((file) => file[0] === name).map(([, file]) => file)
    if (input instanceof HTMLInputElement) putFiles(input, files)
  }
}

/** Chooses files for a file input as if a person had. */
export function putFiles(input: HTMLInputElement, files: File[]) {
  input.files = fileList(files)
  input.dispatchEvent(new Event('change', { bubbles: true }))
}

/** Files as a file input takes them. */
export function fileList(files: File[]): FileList {
  const transfer = new DataTransfer()
  for (const file of files) transfer.items.add(file)
  return transfer.files
}
