import type { WordKey } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Time } from '#app/ui/time.tsx'
import { EntryFacts } from './entry-facts.tsx'
import { EntryPhotos } from './entry-photos.tsx'
import type { DeskData } from './load.server.ts'

const CAUSE_TONE = { new: 'sky', reported: 'brick', edited: 'ochre', flagged: 'neutral' } as const

/** What a card of the queue says: the words, the pictures, and why it is here. */
export function CardWords({ item, position }: { item: DeskData['items'][number]; position: string }) {
  const t = useWords()
  const { frame, locale, timeZone } = useTown()
  const { contribution, subject } = item
  const about = { number: contribution.number, title: contribution.title }
  return (
    <>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-2">
        {item.causes.map((cause) => (
          <Badge key={cause} tone={CAUSE_TONE[cause]}>
            {t(`desk.causes.${cause}`)}
          </Badge>
        ))}
        <span>
          {t(`kinds.${contribution.kind}`)} {t('common.numberSign', { number: contribution.number })}
        </span>
        {item.authorId ? (
          <TextLink to={paths.person(frame.slug, item.authorId)}>
            <span lang={item.author ? textLang(item.author, locale) : undefined}>
              {item.author ?? t('common.anonymous')}
            </span>
          </TextLink>
        ) : (
          <span>{t('common.anonymous')}</span>
        )}
        <Time value={item.createdAt} locale={locale} timeZone={timeZone} format="date-time" />
        <span className="ml-auto tabular-nums">{position}</span>
      </div>
      {subject.type !== 'contribution' && (
        <p className="text-sm text-ink-2">{t(`desk.${subject.type}`, about)}</p>
      )}
      {item.title && contribution.kind === 'proposal' && (
        <h2 className="text-xl font-semibold" lang={textLang(item.title, locale)}>
          {item.title}
        </h2>
      )}
      {item.body && subject.type !== 'photo' && (
        <p className="whitespace-pre-line break-words" lang={textLang(item.body, locale)}>
          {item.body}
        </p>
      )}
      <EntryPhotos photos={item.photos} />
      {item.facts && <EntryFacts facts={item.facts} />}
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
      {item.flags.length > 0 && (
        <div className="rounded-lg bg-surface-2 p-4">
          <p className="font-semibold">{t('desk.flagsTitle')}</p>
          <ul className="mt-1 grid gap-1 text-sm break-words">
            {item.flags.map((flag) => (
              <li key={flag.rule}>{t(`desk.flags.${flag.rule}` as WordKey, { found: flag.found })}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  )
}
