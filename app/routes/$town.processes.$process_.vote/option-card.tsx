import { formatMoney } from '#app/domain/money.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useTown } from '#app/town-ground.ts'
import { cx } from '#app/ui/cx.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Photo } from '#app/ui/photo.tsx'
import type { OptionView, SettingsView } from './load.server.ts'
import { MarkField } from './mark-field.tsx'
import { fieldOf } from './read-marks.ts'

interface Props {
  option: OptionView
  settings: SettingsView
  /** What the form begins with, and what is typed now. */
  start: string
  typed: string
  /** Of the budget of a knapsack; null elsewhere. */
  leftMinor: number | null
  isDisabled: boolean
}

/** One option: its mark, what it is, what it costs. Where a mark is a tick, the whole card is its label. */
export function OptionCard({ option, settings, start, typed, leftMinor, isDisabled }: Props) {
  const t = usePageWords()
  const { currency, locale } = useTown()
  const { method } = settings
  const isTick = method.kind === 'one' || method.kind === 'approval' || method.kind === 'knapsack'
  const isMarked = typed !== '' && typed !== '0'
  const missing =
    leftMinor === null || isMarked || option.costMinor === null ? 0 : option.costMinor - leftMinor
  const id = `option-${option.number}`
  return (
    <li
      id={`card-${option.number}`}
      data-option={option.number}
      className={cx(
        'relative grid scroll-mt-4 scroll-mb-32 gap-x-4 gap-y-2 rounded-xl border bg-surface p-4 transition-colors duration-150',
        'grid-cols-[auto_minmax(0,1fr)_auto]',
        isMarked ? 'border-accent shadow-[inset_0_0_0_1px_var(--accent)]' : 'border-line',
        isTick && !isDisabled && 'hover:border-line-strong',
      )}
    >
      {isTick ? (
        <input
          id={id}
          type={method.kind === 'one' ? 'radio' : 'checkbox'}
          name={fieldOf(method, option.id)}
          value={method.kind === 'one' ? option.id : 'on'}
          defaultChecked={start !== ''}
          disabled={isDisabled}
          aria-describedby={`${id}-facts`}
          className="mt-0.5 size-6 shrink-0 cursor-pointer accent-accent"
        />
      ) : (
        <span
          aria-hidden="true"
          className="min-w-8 rounded-sm bg-surface-2 px-2 py-0.5 text-center text-sm font-[620] tabular-nums"
        >
          {option.number}
        </span>
      )}
      <div className="grid min-w-0 content-start gap-1">
        <h3 className="text-lg leading-snug font-semibold text-pretty break-words">
          {isTick ? (
            <label htmlFor={id} className="cursor-pointer after:absolute after:inset-0 after:rounded-xl">
              {option.title}
            </label>
          ) : (
            option.title
          )}
        </h3>
        <p id={`${id}-facts`} className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm tabular-nums">
          <span className="text-ink-2">{t('voting.option', { number: option.number })}</span>
          {option.costMinor !== null && (
            <strong className="font-[600]">{formatMoney(option.costMinor, currency, locale)}</strong>
          )}
          {missing > 0 && (
            <span className="text-brick">
              {t('voting.doesNotFit', { money: formatMoney(missing, currency, locale) })}
            </span>
          )}
        </p>
        {option.summary && <p className="line-clamp-2 text-sm text-ink-2">{option.summary}</p>}
        {option.href && (
          <TextLink
            href={option.href}
            target="_blank"
            className="link relative z-1 inline-flex min-h-8 items-center justify-self-start text-sm"
          >
            {t('voting.details')}
            <span className="sr-only">: {option.title}</span>
          </TextLink>
        )}
      </div>
      {option.photo && (
        <Photo
          src={option.photo.src}
          alt={option.photo.alt}
          width={96}
          height={72}
          className="hidden h-18 w-24 rounded-md object-cover sm:block"
        />
      )}
      {!isTick && (
        <div className="col-span-full sm:col-span-1 sm:col-start-2">
          <MarkField option={option} method={method} start={start} isDisabled={isDisabled} />
        </div>
      )}
    </li>
  )
}
