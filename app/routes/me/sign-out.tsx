import { Form } from '@remix-run/react'
import type { FormEvent } from 'react'
import { useDraftOwner } from '#app/forms/draft-owner.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { forgetDraftsOf } from '#app/offline/draft.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'

/** A browser that does not answer must not keep anybody signed in. */
const WAIT_MS = 1000

/** Ends the session; the drafts of who leaves go first, for the next one may sit at the same device. */
export function SignOut() {
  const t = useWords()
  const owner = useDraftOwner()

  async function leave(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    await Promise.race([forgetDraftsOf(owner), new Promise((resolve) => setTimeout(resolve, WAIT_MS))])
    form.submit()
  }

  return (
    <Form method="post" action={paths.signOut()} reloadDocument onSubmit={leave}>
      <Button variant="secondary">{t('common.signOut')}</Button>
    </Form>
  )
}
