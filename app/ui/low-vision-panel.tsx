import Eye from 'lucide-react/icons/eye'
import { type ReactNode, useRef } from 'react'
import { Button } from '#app/ui/button.tsx'
import { cx } from '#app/ui/cx.ts'
import { Segmented } from '#app/ui/segmented.tsx'
import { useCloseWhenLeft } from '#app/ui/use-close-when-left.ts'

export type DisplayChoice = {
  size: '1' | '2' | '3'
  scheme: 'default' | 'bw' | 'wb' | 'blue'
  spacing: 'normal' | 'wide'
  pictures: 'on' | 'off'
  theme: 'system' | 'light' | 'dark'
}

type Question<Name extends keyof DisplayChoice> = {
  legend: string
  options: Record<DisplayChoice[Name], string>
}

export type LowVisionLabels = { [Name in keyof DisplayChoice]: Question<Name> } & {
  title: string
  submit: string
}

export type LowVisionPanelProps = {
  /** Where the form posts. Names: size, scheme, spacing, pictures, theme, returnTo. */
  action: string
  returnTo: string
  current: DisplayChoice
  labels: LowVisionLabels
  /** `popover` unfolds from an eye in the header; `inline` is the bare form, for a page of its own. */
  variant?: 'popover' | 'inline'
  /** Anything else to send or show: a CSRF field. */
  children?: ReactNode
}

const order = ['size', 'scheme', 'spacing', 'pictures', 'theme'] as const

/** How the site looks to this person. A plain form: one post, one cookie, no script. */
export function LowVisionPanel(props: LowVisionPanelProps) {
  const details = useRef<HTMLDetailsElement>(null)
  useCloseWhenLeft(details)
  if (props.variant === 'inline') return <PanelForm {...props} />
  return (
    <details ref={details} data-menu="" data-chrome="" className="group sm:relative">
      <summary className="sign flex min-h-12 min-w-12 items-center justify-center gap-2 rounded-lg px-3 font-[550] hover:bg-surface-2 [--focus-radius:var(--radius-lg)]">
        <Eye data-sign="" aria-hidden="true" className="size-5.5 shrink-0" />
        <span className="sr-only xl:not-sr-only">{props.labels.title}</span>
      </summary>
      <div className="absolute inset-x-0 top-full z-50 max-h-[calc(100dvh-5rem)] overflow-y-auto border border-line bg-surface p-5 shadow-float sm:right-0 sm:left-auto sm:mt-1 sm:w-[26rem] sm:rounded-xl">
        <PanelForm {...props} />
      </div>
    </details>
  )
}

function PanelForm({ action, returnTo, current, labels, variant, children }: LowVisionPanelProps) {
  return (
    <form method="post" action={action} className={cx('grid gap-5', variant === 'inline' && 'max-w-md')}>
      <input type="hidden" name="returnTo" value={returnTo} />
      {children}
      {variant !== 'inline' && <p className="text-lg font-[620] tracking-tight">{labels.title}</p>}
      {order.map((name) => (
        <Segmented
          key={name}
          name={name}
          legend={labels[name].legend}
          defaultValue={current[name]}
          options={Object.entries(labels[name].options).map(([value, label]) => ({ value, label }))}
          swatches={name === 'scheme'}
        />
      ))}
      <Button wide>{labels.submit}</Button>
    </form>
  )
}
