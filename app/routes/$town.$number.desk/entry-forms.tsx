import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { LIMITS } from '#app/domain/contributions.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
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
import type { EntryData } from './load.server.ts'

type Errors = ReturnType<typeof formErrors>

/** Who prepares the answer, and by when. */
export function AssignForm({ entry }: { entry: EntryData }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  const { assignment } = entry
  return (
    <section aria-labelledby="assign" className="grid gap-3">
      <h2 id="assign" className="text-xl font-semibold">
        {t('desk.entry.assign')}
      </h2>
      <Form method="post" className="grid gap-4 sm:grid-cols-2">
        <input type="hidden" name="intent" value="assign" />
        <Field label={t('desk.answers.assignee')}>
          <Select
            name="assignee"
            placeholder={t('desk.answers.nobody')}
            defaultValue={assignment?.assigneeId ?? ''}
            options={entry.staff.map(({ id, name }) => ({
              value: id,
              label: name,
              lang: textLang(name, locale),
            }))}
          />
        </Field>
        <Field label={t('desk.answers.due')}>
          <TextInput
            name="due"
            type="date"
            defaultValue={assignment ? wallTimeOf(assignment.dueAt, timeZone).slice(0, 10) : ''}
          />
        </Field>
        <Button size="sm" variant="secondary" className="justify-self-start">
          {t('desk.entry.assignSave')}
        </Button>
      </Form>
    </section>
  )
}

interface ActProps {
  intent: 'merge' | 'split' | 'move'
  title: string
  hint: string
  send: string
  errors: Errors
  children: ReactNode
}

/** A change with a reason, which is told to those whom it concerns. */
function ActForm({ intent, title, hint, send, errors, children }: ActProps) {
  const t = useWords()
  const isMine = errors.typed('intent') === intent
  return (
    <Disclosure summary={title} open={isMine}>
      <Form method="post" className="grid gap-5 pt-2" noValidate>
        <input type="hidden" name="intent" value={intent} />
        <p className="text-ink-2">{hint}</p>
        {children}
        <Field
          label={t('desk.reason')}
          hint={t('desk.reasonHint')}
          error={isMine ? errors.ofField('reason') : []}
          required
        >
          <TextArea
            name="reason"
            rows={2}
            maxLength={LIMITS.reason}
            defaultValue={isMine ? errors.typed('reason') : ''}
          />
        </Field>
        <Button size="sm" className="justify-self-start">
          {send}
        </Button>
      </Form>
    </Disclosure>
  )
}

export function MergeForm({ errors, suggested }: { errors: Errors; suggested: number | undefined }) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'merge'
  return (
    <ActForm
      intent="merge"
      title={t('desk.entry.merge')}
      hint={t('desk.entry.mergeHint')}
      send={t('desk.entry.mergeSend')}
      errors={errors}
    >
      <Field label={t('desk.entry.mergeInto')} error={isMine ? errors.ofField('into') : []} required>
        <TextInput
          name="into"
          inputMode="numeric"
          className="max-w-40"
          defaultValue={isMine ? errors.typed('into') : (suggested ?? '')}
        />
      </Field>
    </ActForm>
  )
}

export function SplitForm({ entry, errors }: { entry: EntryData; errors: Errors }) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'split'
  const value = (name: string, known: string) => (isMine ? (errors.typed(name) ?? '') : known)
  const error = (name: string) => (isMine ? errors.ofField(name) : [])
  return (
    <ActForm
      intent="split"
      title={t('desk.entry.split')}
      hint={t('desk.entry.splitHint')}
      send={t('desk.entry.splitSend')}
      errors={errors}
    >
      <input type="hidden" name="seenAt" value={entry.updatedAt.getTime()} />
      {(['first', 'second'] as const).map((part) => (
        <div key={part} className="grid gap-4">
          {entry.isProposal && (
            <Field label={t(`desk.entry.${part}Title`)} error={error(`${part}Title`)}>
              <TextInput
                name={`${part}Title`}
                maxLength={LIMITS.title}
                defaultValue={value(`${part}Title`, part === 'first' ? entry.ownTitle : '')}
              />
            </Field>
          )}
          <Field label={t(`desk.entry.${part}Body`)} error={error(`${part}Body`)} required>
            <TextArea
              name={`${part}Body`}
              rows={4}
              maxLength={LIMITS.body}
              defaultValue={value(`${part}Body`, part === 'first' ? entry.body : '')}
            />
          </Field>
        </div>
      ))}
    </ActForm>
  )
}

export function MoveForm({ entry, errors }: { entry: EntryData; errors: Errors }) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'move'
  return (
    <ActForm
      intent="move"
      title={t('desk.entry.move')}
      hint={t('desk.entry.moveHint')}
      send={t('desk.entry.moveSend')}
      errors={errors}
    >
      <Field label={t('desk.entry.moveTo')} error={isMine ? errors.ofField('to') : []} required>
        <TextInput name="to" defaultValue={isMine ? errors.typed('to') : entry.place} />
      </Field>
    </ActForm>
  )
}
