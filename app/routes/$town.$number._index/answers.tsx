import { Form, useNavigation } from '@remix-run/react'
import { DECISION_TONE } from '#app/contribution-card.tsx'
import { DECISIONS, LIMITS, STATUSES } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import type { ContributionData } from './load.server.ts'

/** The town's answer in force, and the ones before it. */
export function Answers({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  const [latest, ...older] = contribution.answers
  if (!latest) return null
  return (
    <section id="answer" aria-labelledby="answer-title" className="grid gap-4">
      <Card className="grid gap-3 border-l-4 border-l-accent">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h2 id="answer-title" className="text-xl font-semibold">
            {t('contribution.answerTitle')}
          </h2>
          <Badge tone={DECISION_TONE[latest.decision]}>{t(`decisions.${latest.decision}`)}</Badge>
        </div>
        <p className="whitespace-pre-line break-words">{latest.body}</p>
        <p className="text-sm text-ink-2">{formatDate(latest.createdAt, locale, timeZone)}</p>
      </Card>
      {older.length > 0 && (
        <Disclosure summary={t('contribution.olderAnswers')} note={String(older.length)}>
          <ul className="grid gap-4">
            {older.map((answer) => (
              <li key={answer.id} className="grid gap-1">
                <p className="text-sm text-ink-2">
                  {t(`decisions.${answer.decision}`)} · {formatDate(answer.createdAt, locale, timeZone)}
                </p>
                <p className="whitespace-pre-line break-words">{answer.body}</p>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  )
}

/** For the staff: decision, status and the reason, which is required. */
export function AnswerForm({
  contribution,
  errors,
}: {
  contribution: ContributionData
  errors: ReturnType<typeof formErrors>
}) {
  const t = useWords()
  const isSending = useNavigation().formData?.get('intent') === 'answer'
  const isMine = errors.typed('intent') === 'answer'
  return (
    <Disclosure summary={t('contribution.answerForm')} open={isMine}>
      <Form key={contribution.answers[0]?.id ?? 'first'} method="post" className="grid gap-5 pt-2" noValidate>
        <input type="hidden" name="intent" value="answer" />
        <input type="hidden" name="id" value={contribution.answerId} />
        <Field
          label={t('contribution.answerDecision')}
          error={isMine ? errors.ofField('decision') : []}
          required
        >
          <Select
            name="decision"
            placeholder={t('errors.field.choice')}
            defaultValue={isMine ? errors.typed('decision') : ''}
            options={DECISIONS.map((value) => ({ value, label: t(`decisions.${value}`) }))}
          />
        </Field>
        <Field label={t('contribution.answerStatus')} required>
          <Select
            name="status"
            defaultValue={(isMine && errors.typed('status')) || contribution.status}
            options={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          />
        </Field>
        <Field
          label={t('contribution.answerBody')}
          hint={t('contribution.answerBodyHint')}
          error={isMine ? errors.ofField('body') : []}
          required
        >
          <TextArea
            name="body"
            rows={5}
            maxLength={LIMITS.body}
            defaultValue={isMine ? errors.typed('body') : ''}
          />
        </Field>
        <Button pending={isSending} pendingLabel={t('common.sending')}>
          {t('contribution.answerSend')}
        </Button>
      </Form>
    </Disclosure>
  )
}
