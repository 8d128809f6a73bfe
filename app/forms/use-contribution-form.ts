import { useActionData, useNavigation, useRouteLoaderData } from '@remix-run/react'
import { useRef } from 'react'
import { formErrors } from '#app/form-errors.ts'
import type { TownFrame } from '#app/frame.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { ANONYMOUS, useDraft } from '#app/offline/draft.ts'
import type { NotSent } from '#app/offline/send.ts'
import type { PlacesFound } from '#app/places-view.server.ts'
import type { RootData } from '#app/root.tsx'
import type { SimilarView } from '#app/similar-view.server.ts'

type Answer = Parameters<typeof formErrors>[1]

/** What the forms of pins and proposals share: errors, the draft on this device, the state of sending. */
export function useContributionForm(formName: string) {
  const t = useWords()
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

/** Under whose key drafts lie on this device. */
export function useDraftOwner(): string {
  const own = useRouteLoaderData<RootData>('root')?.person?.key ?? ANONYMOUS
  const visit = useRouteLoaderData<{ frame: TownFrame }>('routes/$town')?.frame.visit
  // What is written for one resident at the help desk is not shown to the next.
  return visit ? `${own}-${visit.key}` : own
}

/** What a draft is of: the form of a new thing in a town, or of a change. */
export function draftFormOf(town: string, form: 'pin' | 'proposal' | { edit: number }): string {
  return typeof form === 'string' ? `${town}/${form}` : `${town}/edit/${form.edit}`
}
