import { useActionData, useNavigation } from '@remix-run/react'
import { useRef } from 'react'
import { formErrors } from '#app/form-errors.ts'
import { useDraftOwner } from '#app/forms/draft-owner.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useDraft } from '#app/offline/draft.ts'
import type { NotSent } from '#app/offline/send.ts'
import type { PlacesFound } from '#app/places-view.server.ts'
import type { SimilarView } from '#app/similar-view.server.ts'

type Answer = Parameters<typeof formErrors>[1]

/** What the forms of pins and proposals share: errors, the draft on this device, the state of sending. */
export function useContributionForm(formName: string) {
  const t = usePageWords()
  const answer = useActionData() as Answer | NotSent | undefined
  const isOffline = answer !== undefined && 'isOffline' in answer
  const errors = formErrors(t, isOffline ? undefined : (answer as Answer))
  const form = useRef<HTMLFormElement>(null)
  const draft = useDraft({ owner: useDraftOwner(), form: formName }, form)
  const isSending = useNavigation().state === 'submitting'
  const similar = answer && 'similar' in answer ? (answer.similar as SimilarView[]) : null
  const found = answer && 'found' in answer ? (answer.found as PlacesFound) : null
  return {
    t,
    form,
    similar,
    found,
    errors: { ...errors, ofForm: isOffline ? t('common.offline') : errors.ofForm },
    draft,
    isSending,
  }
}
