/** A sheet of a map: a river, its banks, a few trees and a place waiting for a pin. Decoration only. */
export function RiverIllustration({ className }: { className?: string }) {
  return (
    <svg data-decor="" viewBox="0 0 176 112" aria-hidden="true" fill="none" className={className}>
      <rect x="1" y="1" width="174" height="110" rx="13" fill="var(--surface-2)" stroke="var(--line)" />
      <g stroke="var(--line)" strokeWidth="1.5">
        <path d="M1 30c26-8 38 6 60-2S98 1 98 1" />
        <path d="M1 52c30-8 44 4 66-5s44-22 50-46" />
        <path d="M175 74c-22 4-34 14-38 37M175 92c-12 2-18 8-21 19" />
      </g>
      <path d="M152 1c-6 34-30 40-58 52S46 78 40 111" stroke="var(--accent-soft)" strokeWidth="22" />
      <path
        d="M152 1c-6 34-30 40-58 52S46 78 40 111"
        stroke="var(--accent)"
        strokeWidth="1.5"
        opacity=".55"
        strokeDasharray="1 7"
        strokeLinecap="round"
      />
      <g fill="var(--leaf-soft)" stroke="var(--leaf)" strokeWidth="1.25">
        <circle cx="27" cy="66" r="7" />
        <circle cx="40" cy="57" r="5" />
        <circle cx="136" cy="68" r="8" />
        <circle cx="150" cy="62" r="5" />
        <circle cx="122" cy="92" r="6" />
      </g>
      <path d="M66 20v22M58 31h16" stroke="var(--surface-2)" strokeWidth="6" />
      <path
        d="M72 24a13 13 0 0 1 13 13c0 9-8 14-13 23-5-9-13-14-13-23a13 13 0 0 1 13-13Z"
        fill="var(--surface)"
        stroke="var(--ink-2)"
        strokeWidth="1.5"
        strokeDasharray="3.5 3"
      />
      <circle cx="72" cy="37" r="4" fill="var(--accent)" />
    </svg>
  )
}
