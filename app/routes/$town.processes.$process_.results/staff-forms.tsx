import { Form } from '@remix-run/react'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { RefusedAct } from './act.server.ts'
import type { ResultView } from './view.ts'
import type { PageWords } from './words.server.ts'

type Props = {
  view: Pick<ResultView, 'version' | 'options' | 'versions' | 'badge'> | null
  words: PageWords
  refused: RefusedAct | undefined
}

/** What administrators may do with a result; each act asks for its reason. */
export function StaffForms({ view, words, refused }: Props) {
  const { staff } = words
  const of = (intent: string) => (refused?.intent === intent ? refused : undefined)
  const isNewest = view?.versions.find(({ isShown }) => isShown)?.isCurrent ?? false
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      {refused && (
        <Notice tone="danger" role="alert" className="lg:col-span-2">
          {refused.message}
        </Notice>
      )}
      {view && isNewest && view.badge.tone === 'ochre' && (
        <ActCard
          title={staff.confirm}
          text={staff.confirmText}
          intent="confirm"
          button={staff.confirm}
          code={of('confirm')?.code ?? null}
        >
          <input type="hidden" name="version" value={view.version} />
          <Field label={staff.confirmNote}>
            <TextInput name="note" maxLength={2000} defaultValue={of('confirm')?.note} />
          </Field>
        </ActCard>
      )}
      <ActCard
        title={staff.recount}
        text={staff.recountText}
        intent="recount"
        button={staff.recount}
        code={of('recount')?.code ?? null}
      >
        <Field label={staff.reason} hint={staff.reasonHint} required={view !== null}>
          <TextArea name="reason" rows={2} maxLength={2000} defaultValue={of('recount')?.reason} />
        </Field>
      </ActCard>
      {view && (
        <ActCard
          title={staff.exclude}
          text={staff.excludeText}
          intent="exclude"
          button={staff.doExclude}
          code={of('exclude')?.code ?? null}
        >
          <Field label={staff.option} required>
            <Select
              name="option"
              placeholder="—"
              defaultValue={of('exclude')?.option}
              options={view.options.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Field>
          <Field label={staff.reason} hint={staff.reasonHint} required>
            <TextArea name="reason" rows={2} maxLength={2000} defaultValue={of('exclude')?.reason} />
          </Field>
        </ActCard>
      )}
    </div>
  )
}

interface ActCardProps {
  title: string
  text: string
  intent: string
  button: string
  /** Of what this form was refused for. */
  code: string | null
  children: React.ReactNode
}

function ActCard({ title, text, intent, button, code, children }: ActCardProps) {
  const t = usePageWords()
  return (
    <Card as="section" className="grid content-start gap-4">
      <h3 className="text-lg font-semibold">{title}</h3>
      <p className="text-sm text-ink-2">{text}</p>
      <Form method="post" className="grid gap-4" noValidate>
        <input type="hidden" name="intent" value={intent} />
        {children}
        <ConfirmAgain t={t} code={code} />
        <Button variant={intent === 'confirm' ? 'primary' : 'secondary'} className="justify-self-start">
          {button}
        </Button>
      </Form>
    </Card>
  )
}
