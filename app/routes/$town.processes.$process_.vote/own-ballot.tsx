import { Form, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { shownCode } from '#app/domain/codes.ts'
import { useDraftOwner } from '#app/forms/draft-owner.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import type { Receipt } from '#app/models/receipts.server.ts'
import { forgetDraft } from '#app/offline/draft.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { VoteAnswer } from './act.server.ts'
import { draftFormOf } from './ballot-form.tsx'
import type { VoteView } from './load.server.ts'

interface Props {
  vote: VoteView
  answer: VoteAnswer | undefined
}

/** What the voter has done: just now, or before; the receipt, and the ways to change or withdraw. */
export function OwnBallotBox({ vote, answer }: Props) {
  const t = usePageWords()
  const { frame } = useTown()
  const { own, phase } = vote
  const owner = useDraftOwner()
  const isDone = answer?.step === 'cast' || answer?.step === 'withdrawn'
  const box = useRef<HTMLDivElement>(null)
  useEffect(
    function readOutcome() {
      if (!isDone) return
      void forgetDraft({ owner, form: draftFormOf(frame.slug, phase.id) })
      box.current?.focus()
      scrollTo({ top: 0 })
    },
    [isDone, owner, frame.slug, phase.id],
  )
  if (answer?.step === 'withdrawn') {
    return (
      <div ref={box} tabIndex={-1} className="outline-none">
        <Notice tone="info" role="status">
          {t('voting.withdrawn')}
        </Notice>
      </div>
    )
  }
  if (answer?.step === 'cast') {
    return (
      <div ref={box} tabIndex={-1} className="grid gap-4 outline-none">
        <Notice
          tone="success"
          role="status"
          title={t(answer.isChange ? 'voting.replacedTitle' : 'voting.castTitle')}
        >
          {t('voting.castLead')}
        </Notice>
        <ReceiptCard vote={vote} receipt={answer.receipt} revision={answer.revision} code={answer.code} />
      </div>
    )
  }
  if (own?.state !== 'cast') return null
  if (own.channel === 'paper') return <Notice tone="info">{t('voting.ownPaper')}</Notice>
  if (!own.receipt) return <Notice tone="info">{t('voting.ownUnlinked')}</Notice>
  return (
    <div className="grid gap-4">
      <Notice tone="success" title={t('voting.ownTitle')}>
        {phase.state === 'open' ? t('voting.castLead') : null}
      </Notice>
      <ReceiptCard vote={vote} receipt={own.receipt} revision={own.revision} code="" />
    </div>
  )
}

interface ReceiptProps {
  vote: VoteView
  receipt: Receipt
  revision: number
  code: string
}

function ReceiptCard({ vote, receipt, revision, code }: ReceiptProps) {
  const t = usePageWords()
  const { frame } = useTown()
  const { pathname } = useLocation()
  return (
    <Card as="section" className="grid gap-3" aria-labelledby="receipt">
      <h2 id="receipt" className="text-xl font-semibold">
        {t('voting.receipt.title')}
      </h2>
      <p className="max-w-[42rem] text-sm text-ink-2">{t('voting.receipt.lead')}</p>
      <dl className="grid gap-3">
        <div>
          <dt className="text-sm text-ink-2">{t('voting.receipt.code')}</dt>
          <dd data-receipt-code="" className="text-2xl font-semibold tracking-wide break-words tabular-nums">
            {shownCode(receipt.code)}
          </dd>
        </div>
        <div>
          <dt className="text-sm text-ink-2">{t('voting.receipt.hash')}</dt>
          <dd>
            <code data-receipt-hash="" className="text-sm break-all">
              {receipt.hash}
            </code>
          </dd>
        </div>
      </dl>
      <p>
        <TextLink to={paths.receipt(frame.slug, vote.process.slug)}>{t('voting.receipt.check')}</TextLink>
      </p>
      <Disclosure summary={t('voting.receipt.madeOf')}>
        <p className="text-sm text-ink-2">{t('voting.receipt.formula')}</p>
        <pre className="mt-2 rounded-md bg-surface-2 p-3 text-xs break-all whitespace-pre-wrap">
          {`printf '%s\\n' '${receipt.code}' '${vote.phase.id}' '${receipt.text}' | sha256sum`}
        </pre>
      </Disclosure>
      {vote.phase.state === 'open' && (
        <div className="flex flex-wrap items-start gap-x-6 gap-y-2">
          <TextLink href="#ballot" className="link inline-flex min-h-12 items-center">
            {t('voting.change')}
          </TextLink>
          <details>
            <summary className="link flex min-h-12 cursor-pointer items-center text-brick">
              {t('voting.withdraw')}
            </summary>
            <Form method="post" action={pathname} className="pt-2">
              <input type="hidden" name="revision" value={revision} />
              <input type="hidden" name="code" value={code} />
              <Button name="intent" value="withdraw" variant="danger">
                {t('voting.withdrawSure')}
              </Button>
            </Form>
          </details>
        </div>
      )}
    </Card>
  )
}
