import type { ReactNode } from 'react'
import { formatMoney } from '#app/domain/money.ts'
import { formatDateTime } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import type { SettingsView, VoteView } from './load.server.ts'

/** The rules of the vote in words: how to mark, until when, who, how it is counted, what is kept. */
export function Facts({ vote, settings }: { vote: VoteView; settings: SettingsView }) {
  const t = usePageWords()
  const { locale, timeZone, currency } = useTown()
  const { phase, frozenHash } = vote
  return (
    <Card as="section" padding="sm" className="grid gap-1" aria-labelledby="rules">
      <h2 id="rules" className="text-lg font-semibold">
        {t('voting.facts.title')}
      </h2>
      <dl className="grid gap-2 text-sm">
        <Fact term={t('voting.facts.method')}>{methodText(t, settings)}</Fact>
        {phase.endsAt && (
          <Fact term={t('voting.facts.until')}>{formatDateTime(phase.endsAt, locale, timeZone)}</Fact>
        )}
        {settings.budgetMinor !== null && (
          <Fact term={t('voting.facts.budget')}>
            <span className="tabular-nums">{formatMoney(settings.budgetMinor, currency, locale)}</span>
          </Fact>
        )}
      </dl>
      <Disclosure summary={t('voting.facts.all')} className="-mb-2 border-b-0">
        <dl className="grid gap-2 text-sm">
          <Fact term={t('voting.facts.who')}>
            {t(`voting.who.${settings.electorate}`)}{' '}
            {settings.minimumAge > 0 && t('voting.age', { age: settings.minimumAge })}
          </Fact>
          <Fact term={t('voting.facts.rule')}>{t(`voting.rules.${settings.rule}`)}</Fact>
          <Fact term={t('voting.facts.ties')}>
            {settings.ties.map((tie) => t(`voting.ties.${tie}`)).join(' → ')}
          </Fact>
          {settings.unlinksAt && (
            <Fact term={t('voting.facts.secret')}>
              {t('voting.secret', { date: formatDateTime(settings.unlinksAt, locale, timeZone) })}
            </Fact>
          )}
        </dl>
        <p className="mt-3 text-sm text-ink-2">
          {frozenHash ? (
            <>
              {t('voting.facts.frozen')} <code className="block text-xs break-all">{frozenHash}</code>
            </>
          ) : (
            t('voting.facts.notFrozen')
          )}
        </p>
      </Disclosure>
    </Card>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-2">{term}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function methodText(t: T, { method }: SettingsView): string {
  switch (method.kind) {
    case 'approval':
      return method.min > 0
        ? t('voting.how.approval', { min: method.min, max: method.max })
        : t('voting.how.approvalMax', { max: method.max })
    case 'points':
      return t('voting.how.points', { total: method.total, perOption: method.perOption })
    case 'ranking':
    case 'score':
      return t(`voting.how.${method.kind}`, { max: method.max })
    default:
      return t(`voting.how.${method.kind}`)
  }
}
