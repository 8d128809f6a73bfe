import { useFetcher } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { DecisionForms, type KeptDecision } from '#app/forms/decision-forms.tsx'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { CardWords } from './card-words.tsx'
import type { DeskData } from './load.server.ts'

export interface Done {
  done: string
  act: string
  number: string
}

interface Answer {
  done?: Done
  refusal?: { code: string; details: Record<string, string | number> }
  lastResult?: { error?: Record<string, string[] | null> | null }
}

interface Props {
  item: DeskData['items'][number]
  templates: DeskData['templates']
  seq: number
  position: string
  isCurrent: boolean
  /** Sent and not answered yet, or answered and about to leave the list. */
  isLeaving: boolean
  claimedBy: string | null
  kept: KeptDecision | null
  /** Scripts run: decisions are sent without leaving the page. */
  isAlive: boolean
  onChosen(): void
  onSent(): void
  onAnswered(done: Done | null): void
  onTakeOver(): void
}

/** One thing that waits: what it says, why it is here, who else looks at it, and the decisions. */
export function QueueCard(props: Props) {
  const { item, templates, isCurrent, kept, claimedBy, isAlive } = props
  const t = useWords()
  const { frame } = useTown()
  const fetcher = useFetcher<Answer>({ key: `decide-${item.subject.id}` })
  const { contribution, subject } = item
  const { data } = fetcher
  const isSending = fetcher.state === 'submitting'

  const tell = useRef(props)
  tell.current = props

  useEffect(
    function tellTheList() {
      if (isSending) tell.current.onSent()
      else if (data) tell.current.onAnswered(data.done ?? null)
    },
    [isSending, data],
  )

  const refusal = data?.refusal && t(`refusals.${data.refusal.code}` as WordKey, data.refusal.details)
  return (
    <li
      tabIndex={-1}
      hidden={props.isLeaving}
      data-card-of-queue=""
      aria-current={isCurrent || undefined}
      onFocus={props.onChosen}
      className="rounded-xl outline-offset-2 aria-[current]:outline-2 aria-[current]:outline-accent"
    >
      <Card className="grid gap-4">
        <CardWords item={item} position={props.position} />
        {claimedBy && (
          <Notice
            tone="warning"
            role="status"
            actions={
              isAlive && (
                <Button type="button" size="sm" variant="secondary" onClick={props.onTakeOver}>
                  {t('desk.takeOver')}
                </Button>
              )
            }
          >
            {t('desk.claimed', { name: claimedBy })}
          </Notice>
        )}
        {refusal && (
          <Notice tone="danger" role="alert">
            {refusal}
          </Notice>
        )}
        <div className="flex flex-wrap items-start gap-3">
          <label className="inline-flex min-h-10 items-center">
            <input
              type="checkbox"
              form="bulk"
              name="pick"
              value={`${subject.type} ${subject.id} ${item.updatedAt.getTime()}`}
              data-key="x"
              className="size-6 cursor-pointer rounded-sm accent-accent"
            />
            <span className="sr-only">{t('desk.pick', { number: contribution.number })}</span>
          </label>
          <DecisionForms
            subject={{
              ...subject,
              visibility: item.visibility,
              updatedAt: item.updatedAt,
              number: contribution.number,
            }}
            acts={item.acts}
            templates={templates}
            kept={kept}
            seenSeq={props.seq}
            fetcher={isAlive ? fetcher : undefined}
          />
          <span className="ml-auto inline-flex min-h-10 flex-wrap items-center gap-x-4">
            <TextLink to={paths.contribution(frame.slug, contribution.number)}>{t('desk.open')}</TextLink>
            <TextLink to={paths.manage(frame.slug, contribution.number)} data-key="m">
              {t('desk.manage')}
            </TextLink>
          </span>
        </div>
      </Card>
    </li>
  )
}
