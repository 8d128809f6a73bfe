import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Photo } from '#app/ui/photo.tsx'
import { Time } from '#app/ui/time.tsx'
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
            {item.author ?? t('common.anonymous')}
          </TextLink>
        ) : (
          <span>{t('common.anonymous')}</span>
        )}
        <Time value={item.createdAt} locale={locale} timeZone={timeZone} format="date-time" />
        <span className="ml-auto tabular-nums">{position}</span>
      </div>
      {subject.type !== 'contribution' && (
        <p className="text-sm text-ink-2" lang="ru">
          {t(`desk.${subject.type}`, about)}
        </p>
      )}
      {item.title && contribution.kind === 'proposal' && (
        <h2 className="text-xl font-semibold" lang="ru">
          {item.title}
        </h2>
      )}
      {item.body && <p className="whitespace-pre-line break-words">{item.body}</p>}
      {item.photos.length > 0 && (
        <ul className="flex flex-wrap gap-3">
          {item.photos.map((photo) => (
            <li key={photo.id}>
              <a href={photo.large} aria-label={`${t('contribution.openPhoto')}: ${about.number}`}>
                <Photo
                  src={photo.small}
                  width={photo.width}
                  height={photo.height}
                  alt={photo.alt}
                  className="h-28 w-auto rounded-lg"
                />
              </a>
            </li>
          ))}
        </ul>
      )}
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
