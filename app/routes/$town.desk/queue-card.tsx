import { Form } from '@remix-run/react'
import { useRef } from 'react'
import { LIMITS } from '#app/domain/contributions.ts'
import type { ModerationAct } from '#app/domain/moderation.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { Time } from '#app/ui/time.tsx'
import type { DeskData } from './route.tsx'

type Item = DeskData['items'][number]

const CAUSE_TONE = { new: 'sky', reported: 'brick', edited: 'ochre' } as const
const KEY: Partial<Record<ModerationAct, string>> = { approve: 'a', dismiss: 'a', return: 'r', hide: 'h' }

interface Props {
  item: Item
  templates: DeskData['templates']
  position: string
  isCurrent: boolean
}

/** One thing that waits: what it says, why it is here, and the decisions. */
export function QueueCard({ item, templates, position, isCurrent }: Props) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { contribution } = item
  const href = paths.contribution(frame.slug, contribution.number)
  const plain = item.acts.filter((act) => act === 'approve' || act === 'dismiss' || act === 'restore')
  const withReason = item.acts.filter((act) => act === 'return' || act === 'hide')
  // With reports open, leaving things as they are is the "a" of the card.
  const first = plain.includes('dismiss') ? 'dismiss' : plain[0]
  return (
    <li
      tabIndex={-1}
      data-card-of-queue=""
      aria-current={isCurrent || undefined}
      className="rounded-xl outline-offset-2 aria-[current]:outline-2 aria-[current]:outline-accent"
    >
      <Card className="grid gap-4">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-2">
          {item.causes.map((cause) => (
            <Badge key={cause} tone={CAUSE_TONE[cause]}>
              {t(`desk.causes.${cause}`)}
            </Badge>
          ))}
          <span>
            {t(`kinds.${contribution.kind as 'idea'}`)}{' '}
            {t('common.numberSign', { number: contribution.number })}
          </span>
          <span>{item.author ?? t('common.anonymous')}</span>
          <Time value={item.createdAt} locale={locale} timeZone={timeZone} format="date-time" />
          <span className="ml-auto tabular-nums">{position}</span>
        </div>
        {item.subject.type === 'comment' && (
          <p className="text-sm text-ink-2">
            {t('desk.comment', { number: contribution.number, title: contribution.title })}
          </p>
        )}
        {item.title && contribution.kind === 'proposal' && (
          <h2 className="text-xl font-semibold">{item.title}</h2>
        )}
        <p className="whitespace-pre-line break-words">{item.body}</p>
        {item.before && (
          <Disclosure summary={t('desk.before')}>
            <p className="font-semibold">{item.before.title}</p>
            <p className="whitespace-pre-line break-words text-ink-2">{item.before.body}</p>
          </Disclosure>
        )}
        {item.reports.length > 0 && (
          <div className="rounded-lg bg-brick-soft p-4">
            <p className="font-semibold">{t('desk.reportsTitle', { count: item.reports.length })}</p>
            <ul className="mt-1 grid gap-1 text-sm">
              {item.reports.map((report) => (
                <li key={report.createdAt.getTime()}>
                  {t(`report.reasons.${report.reason}` as WordKey)}
                  {report.note && ` — ${report.note}`}
                </li>
              ))}
            </ul>
          </div>
        )}
        <div className="flex flex-wrap items-start gap-3">
          {plain.map((act) => (
            <Form key={act} method="post" action={paths.desk(frame.slug)}>
              <Subject item={item} act={act} />
              <Button
                size="sm"
                variant={act === first ? 'primary' : 'secondary'}
                data-key={act === first ? 'a' : undefined}
              >
                {t(`desk.acts.${act}`)}
              </Button>
            </Form>
          ))}
          {withReason.map((act) => (
            <ReasonForm key={act} item={item} act={act} templates={templates} />
          ))}
          <TextLink to={href} className="ml-auto inline-flex min-h-10 items-center">
            {t('desk.open')}
          </TextLink>
        </div>
      </Card>
    </li>
  )
}

function ReasonForm({
  item,
  act,
  templates,
}: {
  item: Item
  act: ModerationAct
  templates: DeskData['templates']
}) {
  const t = useWords()
  const { frame } = useTown()
  const box = useRef<HTMLDivElement>(null)
  return (
    <div ref={box} className="min-w-0">
      <Disclosure
        summary={<span data-key={KEY[act]}>{t(`desk.acts.${act}`)}</span>}
        className="rounded-md border border-line-strong px-3 [&>summary]:min-h-10 [&>summary]:py-1"
      >
        <Form
          method="post"
          action={paths.desk(frame.slug)}
          className="grid w-full min-w-0 gap-4 pt-2 sm:w-96"
        >
          <Subject item={item} act={act} />
          <Field label={t('desk.template')}>
            <Select
              name="template"
              placeholder={t('desk.noTemplate')}
              options={templates
                .filter((row) => row.act === act)
                .map((row) => ({ value: row.id, label: row.title }))}
            />
          </Field>
          <Field label={t('desk.reason')} hint={t('desk.reasonHint')}>
            <TextArea name="reason" rows={3} maxLength={LIMITS.reason} />
          </Field>
          <Button size="sm" variant={act === 'hide' ? 'danger' : 'primary'} className="justify-self-start">
            {t(`desk.acts.${act}`)}
          </Button>
        </Form>
      </Disclosure>
    </div>
  )
}

function Subject({ item, act }: { item: Item; act: ModerationAct }) {
  return (
    <>
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="subject" value={item.subject.type} />
      <input type="hidden" name="subjectId" value={item.subject.id} />
      <input type="hidden" name="seen" value={item.visibility} />
      <input type="hidden" name="number" value={item.contribution.number} />
    </>
  )
}
