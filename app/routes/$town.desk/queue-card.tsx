import { DecisionForms, type KeptDecision } from '#app/forms/decision-forms.tsx'
import type { WordKey } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Time } from '#app/ui/time.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { EntryPhotos } from './entry-photos.tsx'
import type { DeskData } from './route.tsx'

type Item = DeskData['items'][number]

const CAUSE_TONE = { new: 'sky', reported: 'brick', edited: 'ochre' } as const
interface Props {
  item: Item
  templates: DeskData['templates']
  position: string
  isCurrent: boolean
  kept: KeptDecision | null
}

/** One thing that waits: what it says, why it is here, and the decisions. */
export function QueueCard({ item, templates, position, isCurrent, kept }: Props) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { contribution } = item
  const href = paths.contribution(frame.slug, contribution.number)
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
          <span lang={item.author ? textLang(item.author, locale) : undefined}>
            {item.author ?? t('common.anonymous')}
          </span>
          <Time value={item.createdAt} locale={locale} timeZone={timeZone} format="date-time" />
          <span className="ml-auto tabular-nums">{position}</span>
        </div>
        {item.subject.type === 'comment' && (
          <p className="text-sm text-ink-2">
            {t('desk.comment', { number: contribution.number, title: contribution.title })}
          </p>
        )}
        {item.title && contribution.kind === 'proposal' && (
          <h2 className="text-xl font-semibold" lang={textLang(item.title, locale)}>
            {item.title}
          </h2>
        )}
        <p className="whitespace-pre-line break-words" lang={textLang(item.body, locale)}>
          {item.body}
        </p>
        {item.facts && (
          <>
            <EntryPhotos photos={item.facts.photos} />
            <EntryFacts facts={item.facts} />
          </>
        )}
        {item.before && (
          <Disclosure summary={t('desk.before')}>
            <div lang={textLang(item.before.body, locale)}>
              <p className="font-semibold">{item.before.title}</p>
              <p className="whitespace-pre-line break-words text-ink-2">{item.before.body}</p>
            </div>
          </Disclosure>
        )}
        {item.reports.length > 0 && (
          <div className="rounded-lg bg-brick-soft p-4">
            <p className="font-semibold">{t('desk.reportsTitle', { count: item.reports.length })}</p>
            <ul className="mt-1 grid gap-1 text-sm">
              {item.reports.map((report) => (
                <li key={report.createdAt.getTime()}>
                  {t(`report.reasons.${report.reason}` as WordKey)}
                  {report.note && <span lang={textLang(report.note, locale)}> — {report.note}</span>}
                </li>
              ))}
            </ul>
          </div>
        )}
        <div className="flex flex-wrap items-start gap-3">
          <DecisionForms
            subject={{
              ...item.subject,
              visibility: item.visibility,
              updatedAt: item.updatedAt,
              number: contribution.number,
            }}
            acts={item.acts}
            templates={templates}
            kept={kept}
          />
          <TextLink to={href} className="ml-auto inline-flex min-h-10 items-center">
            {t('desk.open')}
          </TextLink>
        </div>
      </Card>
    </li>
  )
}
