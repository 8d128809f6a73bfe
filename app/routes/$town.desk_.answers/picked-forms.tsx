import { Form } from '@remix-run/react'
import { DECISIONS, LIMITS, STATUSES } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/*
 * One form for both: the boxes of the table belong to it by its id, and each button says what it is for.
 */

/** One answer, or one status, for everything that is picked. */
export function AnswerPicked({
  batchId,
  errors,
}: {
  batchId: string
  errors: ReturnType<typeof formErrors>
}) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'answer'
  return (
    <Disclosure summary={t('desk.answers.bulkTitle')} open={isMine}>
      <Form id="picked" method="post" className="grid gap-5 pt-2" noValidate>
        <input type="hidden" name="batchId" value={batchId} />
        <p className="text-ink-2">{t('desk.answers.bulkHint')}</p>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label={t('answering.answerDecision')}>
            <Select
              name="decision"
              placeholder={t('desk.answers.noDecision')}
              defaultValue={(isMine && errors.typed('decision')) || ''}
              options={DECISIONS.map((value) => ({ value, label: t(`decisions.${value}`) }))}
            />
          </Field>
          <Field label={t('answering.answerStatus')}>
            <Select
              name="status"
              placeholder={t('desk.answers.keepStatus')}
              defaultValue={(isMine && errors.typed('status')) || ''}
              options={STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
            />
          </Field>
        </div>
        <Field label={t('answering.answerBody')} hint={t('answering.answerBodyHint')}>
          <TextArea
            name="body"
            rows={4}
            maxLength={LIMITS.body}
            defaultValue={isMine ? errors.typed('body') : ''}
          />
        </Field>
        <Button name="intent" value="answer" className="justify-self-start">
          {t('desk.answers.send')}
        </Button>
      </Form>
    </Disclosure>
  )
}

/** Who prepares the answers to everything that is picked. */
export function AssignPicked({ staff }: { staff: { id: string; name: string }[] }) {
  const t = useWords()
  const { locale } = useTown()
  return (
    <Disclosure summary={t('desk.answers.assign')}>
      <div className="grid gap-5 pt-2 sm:grid-cols-2">
        <Field label={t('desk.answers.assignee')}>
          <Select
            form="picked"
            name="assignee"
            placeholder={t('desk.answers.nobody')}
            options={staff.map(({ id, name }) => ({
              value: id,
              label: name,
              lang: textLang(name, locale),
            }))}
          />
        </Field>
        <Field label={t('desk.answers.due')}>
          <TextInput form="picked" name="due" type="date" />
        </Field>
        <Button form="picked" name="intent" value="assign" variant="secondary" className="justify-self-start">
          {t('desk.entry.assignSave')}
        </Button>
      </div>
    </Disclosure>
  )
}
