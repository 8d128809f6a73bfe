import { useSearchParams } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** At the head of the administrator's forms: that the last one was taken, or why not. */
export function FormNotices({ errors }: { errors: Pick<ReturnType<typeof formErrors>, 'ofForm'> }) {
  const t = useWords()
  const [search] = useSearchParams()
  return (
    <>
      {search.get('saved') && (
        <Notice tone="success" role="status">
          {t('admin.saved')}
        </Notice>
      )}
      <FailureNotice>{errors.ofForm}</FailureNotice>
    </>
  )
}
