import type { ReactNode } from 'react'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Time } from '#app/ui/time.tsx'
import type { ContributionData } from './load.server.ts'

interface Entry {
  id: string
  at: Date
  text: string
  more?: ReactNode
}

/** What happened to it, oldest first: sent, changed (with the original), answered. */
export function History({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const { locale, timeZone } = useTown()
  const entries: Entry[] = [
    { id: 'created', at: contribution.createdAt, text: t('contribution.historyCreated') },
    ...contribution.history.edits.map((edit) => ({
      id: edit.id,
      at: edit.at,
      text: t('contribution.historyEdited'),
      more: edit.before && (
        <Disclosure summary={t('contribution.historyWas')} className="text-sm">
          {contribution.kind === 'proposal' && <p className="font-semibold">{edit.before.title}</p>}
          <p className="whitespace-pre-line break-words">{edit.before.body}</p>
        </Disclosure>
      ),
    })),
    ...contribution.history.statuses.map((change) => ({
      id: change.id,
      at: change.at,
      text: t('contribution.historyStatus', { status: t(`statuses.${change.status}`) }),
    })),
    ...contribution.answers.map((answer) => ({
      id: answer.id,
      at: answer.createdAt,
      text: t('contribution.historyAnswer', { decision: t(`decisions.${answer.decision}`) }),
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  return (
    <section aria-labelledby="history-title">
      <h2 id="history-title" className="text-xl font-semibold">
        {t('contribution.history')}
      </h2>
      <ol className="mt-4 grid gap-3">
        {entries.map((entry) => (
          <li key={entry.id} className="grid gap-1 border-l-2 border-line pl-4">
            <p className="flex flex-wrap gap-x-3">
              <span>{entry.text}</span>
              <Time value={entry.at} locale={locale} timeZone={timeZone} className="text-ink-2" />
            </p>
            {entry.more}
          </li>
        ))}
      </ol>
    </section>
  )
}
