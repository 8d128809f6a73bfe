import { useActionData, useNavigation } from '@remix-run/react'
import { useRef } from 'react'
import { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useDraft } from '#app/offline/draft.ts'
import type { NotSent } from '#app/offline/send.ts'

type Answer = Parameters<typeof formErrors>[1]

/** What the forms of pins and proposals share: errors, the draft on this device, the state of sending. */
export function useContributionForm(draftKey: string) {
  const t = useWords()
  const answer = useActionData() as Answer | NotSent | undefined
  const isOffline = answer !== undefined && 'isOffline' in answer
  const errors = formErrors(t, isOffline ? undefined : (answer as Answer))
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraft(draftKey, form)
  const isSending = useNavigation().state === 'submitting'
  return {
    t,
    form,
    errors: { ...errors, ofForm: isOffline ? t('common.offline') : errors.ofForm },
    draft,
    isSending,
  }
}

export function editDraftKeyOf(town: string, number: number): string {
  return `sreda/${town}/edit/${number}`
}

export function draftKeyOf(town: string, kind: 'pin' | 'proposal'): string {
  return `sreda/${town}/${kind}`
}
