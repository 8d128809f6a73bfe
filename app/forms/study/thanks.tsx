import { useEffect } from 'react'
import { useDraftOwner } from '#app/forms/draft-owner.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { forgetDraft } from '#app/offline/draft.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

/** An answer was taken; nothing of it stays on the device. */
export function Thanks({
  roundId,
  isAgain,
  results,
}: {
  roundId: string
  isAgain: boolean
  results: string
}) {
  const t = usePageWords()
  const owner = useDraftOwner()
  useEffect(
    function forgetAnswer() {
      void forgetDraft({ owner, form: `study/${roundId}` })
    },
    [owner, roundId],
  )
  return (
    <Notice
      tone="success"
      role="status"
      title={t(isAgain ? 'served.study.thanksAgain' : 'served.study.thanks')}
      actions={<ButtonLink to={results}>{t('served.study.toResults')}</ButtonLink>}
    />
  )
}
