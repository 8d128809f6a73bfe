import { Form } from '@remix-run/react'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { ContributionData } from './load.server.ts'

/** What only the author and the desk see: why it is not public, and how to change or withdraw it. */
export function Owner({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const { frame } = useTown()
  const { visibility, visibilityReason: reason, mine } = contribution
  return (
    <>
      {visibility === 'pending' && <Notice tone="warning">{t('contribution.pending')}</Notice>}
      {visibility === 'returned' && (
        <Notice tone="warning" title={t('contribution.returned')}>
          {t('contribution.returnedText', { reason })}
        </Notice>
      )}
      {visibility === 'hidden' && (
        <Notice tone="danger" title={t('contribution.hidden')}>
          {t('contribution.hiddenText', { reason })}
        </Notice>
      )}
      {visibility === 'withdrawn' && <Notice tone="info">{t('contribution.withdrawn')}</Notice>}
      {mine.mayEdit && (
        <div className="flex flex-wrap items-start gap-3">
          <ButtonLink
            to={paths.editContribution(frame.slug, contribution.number)}
            variant="secondary"
            size="sm"
          >
            {t('contribution.edit')}
          </ButtonLink>
          {mine.mayWithdraw && (
            <Disclosure summary={t('contribution.withdraw')} className="text-sm">
              <Form method="post" className="grid gap-3 pt-2">
                <input type="hidden" name="intent" value="withdraw" />
                <p>{t('contribution.withdrawAsk')}</p>
                <Button variant="danger" size="sm" className="justify-self-start">
                  {t('contribution.withdrawConfirm')}
                </Button>
              </Form>
            </Disclosure>
          )}
        </div>
      )}
    </>
  )
}
