import { Form, useNavigation } from '@remix-run/react'
import { DECISIONS, LIMITS, STATUSES, statusesWithoutAnswer } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import type { ContributionData } from './load.server.ts'

interface Props {
  contribution: ContributionData
  errors: ReturnType<typeof formErrors>
}

/** For the staff: decision, status and the reason, which is required. */
export function AnswerForm({ contribution, errors }: Props) {
  const t = useWords()
  const isSending = useNavigation().formData?.get('intent') === 'answer'
  const isMine = errors.typed('intent') === 'answer'
  return (
    <Disclosure summary={t('answering.answerForm')} open={isMine}>
      <Form key={contribution.answers[0]?.id ?? 'first'} method="post" className="grid gap-5 pt-2" noValidate>
        <input type="hidden" name="intent" value="answer" />
        <input type="hidden" name="id" value={contribution.answerId} />
        <Field
          label={t('answering.answerDecision')}
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
        <Field label={t('answering.answerStatus')} required>
          <Select
            name="status"
            defaultValue={(isMine && errors.typed('status')) || contribution.status}
            options={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          />
        </Field>
        <Field
          label={t('answering.answerBody')}
          hint={t('answering.answerBodyHint')}
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
          {t('answering.answerSend')}
        </Button>
      </Form>
    </Disclosure>
  )
}

/** For the staff: a status with today's date, without a new answer. */
export function StatusForm({ contribution, errors }: Props) {
  const t = useWords()
  const isSending = useNavigation().formData?.get('intent') === 'status'
  const isMine = errors.typed('intent') === 'status'
  const statuses = statusesWithoutAnswer(contribution.answers.length > 0)
  return (
    <Disclosure summary={t('answering.statusForm')} open={isMine}>
      <Form key={contribution.status} method="post" className="grid gap-5 pt-2">
        <input type="hidden" name="intent" value="status" />
        <Field
          label={t('answering.answerStatus')}
          hint={t('answering.statusHint')}
          error={isMine ? errors.ofField('status') : []}
          required
        >
          <Select
            name="status"
            defaultValue={contribution.status}
            options={statuses.map((value) => ({ value, label: t(`statuses.${value}`) }))}
          />
        </Field>
        <Button variant="secondary" pending={isSending} pendingLabel={t('common.sending')}>
          {t('answering.statusSave')}
        </Button>
      </Form>
    </Disclosure>
  )
}
