/** A ring that turns while something is sent. Decoration: say it in words too. */
export function Spinner() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="col-start-1 row-start-1 size-5 animate-spin">
      <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="3" opacity=".3" />
      <path
        d="M21 12a9 9 0 0 0-9-9"
        fill="none"
        stroke="currentColor"
        strokeWidth="3"
        strokeLinecap="round"
      />
    </svg>
  )
}
