import { useRouteLoaderData } from '@remix-run/react'
import type { TownFrame } from '#app/frame.tsx'
import { ANONYMOUS } from '#app/offline/draft-name.ts'
import type { RootData } from '#app/root.tsx'

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
