import type { ReactNode } from 'react'
import { formatMoney } from '#app/domain/money.ts'
import { textLang } from '#app/i18n/text-lang.ts'
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
  const { locale, timeZone, currency } = useTown()
  const entries: Entry[] = [
    { id: 'created', at: contribution.createdAt, text: t('contribution.historyCreated') },
    ...contribution.history.edits.map((edit) => ({
      id: edit.id,
      at: edit.at,
      text: t('contribution.historyEdited'),
      more: (
        <>
          {edit.supports > 0 && <p>{t('contribution.historySupportedBefore', { count: edit.supports })}</p>}
          {edit.before && <Before before={edit.before} currency={currency} />}
        </>
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

type Said = NonNullable<ContributionData['history']['edits'][number]['before']>

/** What stood before a change, item by item. */
function Before({ before, currency }: { before: Said; currency: string }) {
  const t = useWords()
  const { locale } = useTown()
  const none = t('contribution.historyNone')
  const items: [string, string | undefined][] = [
    [t('form.title'), before.title],
    [t('contribution.historyText'), before.body],
    [t('form.placeText'), before.placeText === undefined ? undefined : before.placeText || none],
    [t('contribution.category'), before.category === undefined ? undefined : (before.category ?? none)],
    [t('contribution.space'), before.space === undefined ? undefined : (before.space ?? none)],
    [
      t('contribution.cost'),
      before.costMinor === undefined
        ? undefined
        : before.costMinor === null
          ? none
          : formatMoney(before.costMinor, currency, locale),
    ],
  ]
  const notes = [
    before.isMoved && t('contribution.historyMoved'),
    before.photosAdded > 0 && t('contribution.historyPhotosAdded', { count: before.photosAdded }),
    before.photosRemoved > 0 && t('contribution.historyPhotosRemoved', { count: before.photosRemoved }),
  ].filter((note) => note !== false)
  const said = items.filter((item): item is [string, string] => item[1] !== undefined)
  return (
    <>
      {notes.map((note) => (
        <p key={note} className="text-sm text-ink-2">
          {note}
        </p>
      ))}
      {said.length > 0 && (
        <Disclosure summary={t('contribution.historyWas')} className="text-sm">
          <dl className="grid gap-2">
            {said.map(([name, value]) => (
              <div key={name}>
                <dt className="text-ink-2">{name}</dt>
                <dd className="whitespace-pre-line break-words" lang={textLang(value, locale)}>
                  {value}
                </dd>
              </div>
            ))}
          </dl>
        </Disclosure>
      )}
    </>
  )
}
