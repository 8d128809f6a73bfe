import type { ReactNode } from 'react'
import { formatMoney } from '#app/domain/money.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useTown } from '#app/town-ground.ts'
import { cx } from '#app/ui/cx.ts'
import type { Counted } from './counted.ts'
import type { SettingsView } from './load.server.ts'

interface Props {
  counted: Counted
  settings: SettingsView
  children: ReactNode
}

/** How much is marked and how much may be, always in sight at the foot of the window, with the button to go on. */
export function RunningCount({ counted, settings, children }: Props) {
  const t = usePageWords()
  const { currency, locale } = useTown()
  const { chosen, max, sumMinor, leftMinor, isOver } = counted
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const share = shareOf(counted, settings)
  return (
    <section
      aria-label={t('voting.count.label')}
      data-count=""
      className={cx(
        'sticky bottom-0 z-10 -mx-4 mt-2 grid gap-2 border-t bg-surface px-4 py-3 sm:mx-0 sm:rounded-t-xl sm:border-x',
        'pb-[max(0.75rem,env(safe-area-inset-bottom))] shadow-float',
        isOver ? 'border-brick' : 'border-line-strong',
      )}
    >
      {share !== null && (
        // A width as an attribute: the content security policy takes no styles from inside of a page.
        <svg aria-hidden="true" className="h-2 w-full rounded-full bg-surface-2">
          <rect
            className={isOver ? 'fill-brick' : 'fill-accent'}
            width={`${Math.min(100, share * 100)}%`}
            height="100%"
            rx="4"
          />
        </svg>
      )}
      <div className="flex items-center justify-between gap-3">
        <p role="status" className="grid min-w-0 text-sm leading-snug tabular-nums">
          <strong className={cx('text-base font-[620]', isOver && leftMinor === null && 'text-brick')}>
            {chosenText()}
          </strong>
          {leftMinor !== null && settings.budgetMinor !== null && (
            <span className={cx(isOver ? 'font-[560] text-brick' : 'text-ink-2')}>
              <span className="hidden sm:inline">
                {t('voting.count.money', { sum: money(sumMinor), budget: money(settings.budgetMinor) })},{' '}
              </span>
              {leftMinor < 0
                ? t('voting.count.over', { over: money(-leftMinor) })
                : t('voting.count.left', { left: money(leftMinor) })}
            </span>
          )}
        </p>
        <div className="shrink-0">{children}</div>
      </div>
      <noscript>
        <span className="text-sm text-ink-2">{t('voting.count.noScript')}</span>
      </noscript>
    </section>
  )

  function chosenText(): string {
    if (settings.method.kind === 'points') return t('voting.count.given', { chosen, max: max ?? 0 })
    if (settings.method.kind === 'ranking') return t('voting.count.placed', { chosen, max: max ?? 0 })
    if (settings.method.kind === 'score') return t('voting.count.scored', { chosen })
    return max === null ? t('voting.count.chosenAny', { chosen }) : t('voting.count.chosen', { chosen, max })
  }
}

function shareOf(
  { chosen, max, sumMinor, leftMinor }: Counted,
  { budgetMinor }: SettingsView,
): number | null {
  if (leftMinor !== null && budgetMinor) return sumMinor / budgetMinor
  return max ? chosen / max : null
}
