import { Form, useLocation, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { formatMoney } from '#app/domain/money.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Container } from '#app/ui/container.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import type { VoteAnswer } from './act.server.ts'
import { countMarks } from './counted.ts'
import type { SettingsView, VoteView } from './load.server.ts'
import { fieldOf, marksFrom } from './read-marks.ts'

interface Props {
  vote: VoteView
  settings: SettingsView
  answer: VoteAnswer & { step: 'review' }
}

/** The ballot as it will be cast, and the two ways from here. */
export function Review({ vote, settings, answer }: Props) {
  const t = usePageWords()
  const { currency, locale } = useTown()
  const { pathname } = useLocation()
  const isSending = useNavigation().state === 'submitting'
  const heading = useRef<HTMLDivElement>(null)
  useEffect(function readReview() {
    heading.current?.focus()
    scrollTo({ top: 0 })
  }, [])
  const { method, budgetMinor } = settings
  const values = new Map(marksFrom(method, answer.typed).map(({ optionId, value }) => [optionId, value]))
  const marked = vote.options
    .filter(({ id }) => values.has(id))
    .sort((a, b) =>
      method.kind === 'ranking'
        ? (values.get(a.id) ?? 0) - (values.get(b.id) ?? 0)
        : (values.get(b.id) ?? 0) - (values.get(a.id) ?? 0) || a.number - b.number,
    )
  const { sumMinor } = countMarks(settings, answer.typed, vote.options)
  const money = (minor: number) => formatMoney(minor, currency, locale)
  return (
    <Container width="narrow" className="pb-16">
      <div ref={heading} tabIndex={-1} className="outline-none">
        <PageHeader title={t('voting.reviewTitle')} lead={t('voting.reviewLead')} />
      </div>
      {answer.replaces && (
        <Notice tone="warning" className="mt-6">
          {t('voting.reviewReplaces')}
        </Notice>
      )}
      {marked.length === 0 && (
        <Notice tone="warning" className="mt-6">
          {t('voting.empty')}
        </Notice>
      )}
      <ol className="mt-6 border-t border-line">
        {marked.map((option) => (
          <li key={option.id} className="flex items-baseline gap-3 border-b border-line py-3">
            <span className="min-w-8 shrink-0 text-sm text-ink-2 tabular-nums">
              {t('voting.option', { number: option.number })}
            </span>
            <span className="min-w-0 flex-1 font-[560] break-words">{option.title}</span>
            <span className="shrink-0 text-right text-sm tabular-nums">
              {valueText(values.get(option.id) ?? null) ??
                (option.costMinor !== null && money(option.costMinor))}
            </span>
          </li>
        ))}
      </ol>
      {method.kind === 'knapsack' && budgetMinor !== null && (
        <p className="flex justify-between gap-4 py-3 font-semibold tabular-nums">
          <span>{t('voting.total')}</span>
          <span>{t('voting.count.money', { sum: money(sumMinor), budget: money(budgetMinor) })}</span>
        </p>
      )}
      <Form method="post" action={pathname} className="mt-6 flex flex-wrap gap-3">
        {marked.map(({ id }) => (
          <input
            key={id}
            type="hidden"
            name={fieldOf(method, id)}
            value={method.kind === 'one' ? id : (answer.typed[id] ?? '')}
          />
        ))}
        <input type="hidden" name="ballotId" value={answer.ballotId} />
        <input type="hidden" name="revision" value={answer.revision} />
        <input type="hidden" name="code" value={answer.code} />
        {answer.hasStatedAge && <input type="hidden" name="age" value="on" />}
        <Button name="intent" value="cast" pending={isSending} pendingLabel={t('common.sending')}>
          {t('voting.cast')}
        </Button>
        <Button name="intent" value="edit" variant="secondary">
          {t('voting.edit')}
        </Button>
      </Form>
    </Container>
  )

  function valueText(value: number | null): string | null {
    if (value === null) return null
    return method.kind === 'ranking'
      ? t('voting.valuePlace', { value })
      : t('voting.valuePoints', { value, count: value })
  }
}
