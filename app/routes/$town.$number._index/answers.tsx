import { DECISION_TONE } from '#app/contribution-card.tsx'
import { formatDate } from '#app/i18n/format.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Badge } from '#app/ui/badge.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import type { ContributionData } from './load.server.ts'

/** The town's answer in force, and the ones before it. */
export function Answers({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  const [latest, ...older] = contribution.answers
  if (!latest) return null
  return (
    <section id="answer" aria-labelledby="answer-title" className="grid gap-4">
      <Card className="grid gap-3 border-l-4 border-l-accent">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h2 id="answer-title" className="text-xl font-semibold">
            {t('contribution.answerTitle')}
          </h2>
          <Badge tone={DECISION_TONE[latest.decision]}>{t(`decisions.${latest.decision}`)}</Badge>
        </div>
        <p className="whitespace-pre-line break-words" lang={textLang(latest.body, locale)}>
          {latest.body}
        </p>
        <p className="text-sm text-ink-2">
          {formatDate(latest.createdAt, locale, timeZone)} · {contribution.waited}
        </p>
      </Card>
      {older.length > 0 && (
        <Disclosure summary={t('contribution.olderAnswers')} note={String(older.length)}>
          <ul className="grid gap-4">
            {older.map((answer) => (
              <li key={answer.id} className="grid gap-1">
                <p className="text-sm text-ink-2">
                  {t(`decisions.${answer.decision}`)} · {formatDate(answer.createdAt, locale, timeZone)}
                </p>
                <p className="whitespace-pre-line break-words" lang={textLang(answer.body, locale)}>
                  {answer.body}
                </p>
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </section>
  )
}
