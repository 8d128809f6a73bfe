/** A tick that shows beside a checked `peer`: the choice is a shape, not only a colour. */
export function TickMark() {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className="hidden size-4 shrink-0 peer-checked:block">
      <path
        d="m3 8.5 3.5 3.5L13 4.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
