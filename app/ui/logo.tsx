import { cx } from '#app/ui/cx.ts'
import { Anchor, type LinkTarget } from '#app/ui/link.tsx'

/** The mark: a river bends through a square of land, and a dot stands where someone cares. */
function LogoMark({ className }: { className?: string }) {
  return (
    <svg data-mark="" viewBox="0 0 40 40" aria-hidden="true" className={cx('size-9 shrink-0', className)}>
      <rect width="40" height="40" rx="11" fill="var(--accent)" />
      <path
        d="M14.5 -2C14.5 9 29.5 11 29.5 20.5S14.5 32 14.5 43"
        fill="none"
        stroke="var(--accent-ink)"
        strokeWidth="6"
      />
      <circle cx="14" cy="20.5" r="4.25" fill="var(--accent-ink)" />
    </svg>
  )
}

/** The mark with the name beside it; a link home when it has a target. */
export function Logo({ text, note, ...target }: LinkTarget & { text: string; note?: string }) {
  const inside = (
    <>
      <LogoMark />
      <span className="grid min-w-0 leading-none">
        <span className="text-lg font-[640] sm:text-[1.375rem] tracking-[-0.035em]">{text}</span>
        {note && <span className="mt-0.5 truncate text-xs leading-tight text-ink-2">{note}</span>}
      </span>
    </>
  )
  const look = 'inline-flex min-h-12 min-w-0 items-center gap-2 sm:gap-2.5 text-ink no-underline'
  if (target.to === undefined && target.href === undefined) return <span className={look}>{inside}</span>
  return (
    <Anchor {...target} className={look}>
      {inside}
    </Anchor>
  )
}
