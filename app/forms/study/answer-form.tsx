import { Form, useActionData, useNavigation } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { shownQuestions } from '#app/domain/study/shown.ts'
import { useDraftOwner } from '#app/forms/draft-owner.ts'
import { HumanCheck } from '#app/forms/human-check.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useDraft } from '#app/offline/draft.ts'
import type { NotSent } from '#app/offline/send.ts'
import { useOutbox } from '#app/offline/use-outbox.ts'
import type { AnsweringView, AnswerRefused } from '#app/study-answer.server.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { answersIn, QuestionField } from './question-field.tsx'

/** A round's questions, to be answered once by each; without a network the answer waits on the device. */
export function AnswerForm({ view }: { view: AnsweringView }) {
  const t = usePageWords()
  const answer = useActionData() as AnswerRefused | NotSent | undefined
  const notSent = answer && 'isOffline' in answer ? answer : null
  const refused = answer && 'typed' in answer ? answer : null
  const form = useRef<HTMLFormElement>(null)
  const name = { owner: useDraftOwner(), form: `study/${view.roundId}` }
  useDraft(name, form)
  const outbox = useOutbox(name, form, notSent)
  const shown = useShown(view, form)
  const isSending = useNavigation().state === 'submitting'
  const faultsOf = (id: string) =>
    (refused?.faults ?? [])
      .filter(({ question }) => question === id)
      .map(({ code }) => t(`served.study.faults.${code}`))
  if (outbox === 'sent')
    return (
      <Notice tone="success" role="status">
        {t('served.study.keptSent')}
      </Notice>
    )
  return (
    <Form ref={form} method="post" className="grid gap-10" noValidate>
      <FailureNotice>
        {refused && (refused.refusal?.text ?? (refused.faults.length > 0 ? t('served.study.check') : null))}
      </FailureNotice>
      {outbox === 'refused' && <FailureNotice>{t('served.study.keptFailed')}</FailureNotice>}
      <AnswerId />
      <input type="hidden" name="round" value={view.roundId} />
      <input type="hidden" name="owner" value={name.owner} />
      <input type="hidden" name="version" value={view.version} />
      {view.questions.map((question) => (
        <div key={question.id} hidden={shown !== null && !shown.has(question.id)} className="grid gap-5">
          {question.heading && (
            <h2 className="border-t border-line pt-6 text-2xl font-semibold tracking-tight">
              {question.heading}
            </h2>
          )}
          {question.condition && shown === null && (
            <p className="-mb-3 text-sm text-ink-2">{question.condition}</p>
          )}
          <QuestionField
            question={question}
            typed={refused?.typed[question.id] ?? []}
            error={faultsOf(question.id)}
          />
        </div>
      ))}
      <HumanCheck challenge={refused?.refusal?.challenge ?? null} />
      <div className="grid justify-items-start gap-4">
        {outbox === 'waits' && (
          <Notice tone="warning" role="alert">
            {t('served.study.kept')}
          </Notice>
        )}
        <p className="text-sm text-ink-2">{t('served.study.privacy')}</p>
        <Button pending={isSending}>{t('served.study.send')}</Button>
        <p className="text-sm text-ink-2">{t('served.study.again')}</p>
      </div>
    </Form>
  )
}

/** Which questions are asked now; null without scripts, where all are there and the server passes over the others. */
function useShown({ questions }: AnsweringView, form: React.RefObject<HTMLFormElement | null>) {
  const [shown, setShown] = useState<Set<string> | null>(null)
  useEffect(
    function followAnswers() {
      const element = form.current
      if (!element || questions.every(({ showIf }) => showIf === null)) return
      const asked = questions.map(({ id, showIf }) => ({ id, showIf: showIf ?? undefined }))
      function look() {
        setShown(shownQuestions(asked, answersIn(new FormData(element!), questions)))
      }
      look()
      element.addEventListener('change', look)
      return function stopFollowing() {
        element.removeEventListener('change', look)
      }
    },
    [questions, form],
  )
  return shown
}

/** Made by the browser, as the page is the same for all who read it; without scripts the server makes one. */
function AnswerId() {
  const field = useRef<HTMLInputElement>(null)
  useEffect(function makeId() {
    // A draft has brought its own.
    if (field.current?.value !== '') return
    const bytes = crypto.getRandomValues(new Uint8Array(16))
    bytes[6] = (bytes[6]! & 0x0f) | 0x40
    bytes[8] = (bytes[8]! & 0x3f) | 0x80
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
    field.current.value = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }, [])
  return <input ref={field} type="hidden" name="id" />
}
