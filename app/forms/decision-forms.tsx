import { type FetcherWithComponents, Form } from '@remix-run/react'
import { LIMITS, type Visibility } from '#app/domain/contributions.ts'
import type { ModerationAct } from '#app/domain/moderation.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'

/** What a decision is about, as the moderator saw it. */
export interface DecisionSubject {
  type: 'contribution' | 'comment' | 'photo'
  id: string
  visibility: Visibility
  /** When its words last changed. */
  updatedAt: Date
  /** The number of the contribution. */
  number: number
}

export interface ReasonTemplateData {
  id: string
  act: 'return' | 'hide'
  title: string
}

/** What a moderator typed in a decision that was refused. */
export interface KeptDecision {
  subjectId: string
  number: string
  act: string
  template: string
  reason: string
}

interface Props {
  subject: DecisionSubject
  acts: ModerationAct[]
  templates: ReasonTemplateData[]
  kept?: KeptDecision | null
  /** Where the log stood when this was loaded: a later decision about the same thing refuses this one. */
  seenSeq?: number
  /** Sends without leaving the page. */
  fetcher?: FetcherWithComponents<unknown>
}

const KEY: Partial<Record<ModerationAct, string>> = { return: 'r', hide: 'h' }

/** The decisions of the desk about one thing; the queue and the contribution's own page show the same. */
export function DecisionForms({ subject, acts, templates, kept, seenSeq, fetcher }: Props) {
  const t = useWords()
  const As = fetcher?.Form ?? Form
  const { frame } = useTown()
  const plain = acts.filter((act) => act === 'approve' || act === 'dismiss' || act === 'restore')
  const withReason = acts.filter((act) => act === 'return' || act === 'hide')
  // With reports open, leaving things as they are is the "a" of the card.
  const first = plain.includes('dismiss') ? 'dismiss' : plain[0]
  return (
    <>
      {plain.map((act) => (
        <As key={act} method="post" action={paths.desk(frame.slug)}>
          <Subject subject={subject} act={act} seenSeq={seenSeq} isStaying={fetcher !== undefined} />
          <Button
            size="sm"
            variant={act === first ? 'primary' : 'secondary'}
            data-key={act === first ? 'a' : undefined}
          >
            {t(`desk.acts.${act}`)}
          </Button>
        </As>
      ))}
      {withReason.map((act) => (
        <Disclosure
          key={act}
          open={kept?.act === act}
          summary={<span data-key={KEY[act]}>{t(`desk.acts.${act}`)}</span>}
          className="min-w-0 rounded-md border border-line-strong px-3 [&>summary]:min-h-10 [&>summary]:py-1"
        >
          <As
            method="post"
            action={paths.desk(frame.slug)}
            className="grid w-full min-w-0 gap-4 pt-2 sm:max-w-96"
          >
            <Subject subject={subject} act={act} seenSeq={seenSeq} isStaying={fetcher !== undefined} />
            <Field label={t('desk.template')}>
              <Select
                name="template"
                placeholder={t('desk.noTemplate')}
                defaultValue={kept?.act === act ? kept.template : ''}
                options={templates
                  .filter((row) => row.act === act)
                  .map((row) => ({ value: row.id, label: row.title }))}
              />
            </Field>
            <Field label={t('desk.reason')} hint={t('desk.reasonHint')}>
              <TextArea
                name="reason"
                rows={3}
                maxLength={LIMITS.reason}
                defaultValue={kept?.act === act ? kept.reason : ''}
              />
            </Field>
            <Button size="sm" variant={act === 'hide' ? 'danger' : 'primary'} className="justify-self-start">
              {t(`desk.acts.${act}`)}
            </Button>
          </As>
        </Disclosure>
      ))}
    </>
  )
}

function Subject({
  subject,
  act,
  seenSeq,
  isStaying,
}: {
  subject: DecisionSubject
  act: ModerationAct
  seenSeq: number | undefined
  isStaying: boolean
}) {
  return (
    <>
      {isStaying && <input type="hidden" name="stay" value="1" />}
      {seenSeq !== undefined && <input type="hidden" name="seenSeq" value={seenSeq} />}
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="subject" value={subject.type} />
      <input type="hidden" name="subjectId" value={subject.id} />
      <input type="hidden" name="seen" value={subject.visibility} />
      <input type="hidden" name="seenAt" value={subject.updatedAt.getTime()} />
      <input type="hidden" name="number" value={subject.number} />
    </>
  )
}
