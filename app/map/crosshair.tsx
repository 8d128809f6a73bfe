/** What the map pans under; a rim in the paper's colour parts it from the plan. */
export function Crosshair() {
  return (
    <svg className="map-crosshair" viewBox="-28 -28 56 56" aria-hidden="true">
      {['map-crosshair-rim', 'map-crosshair-line'].map((className) => (
        <g key={className} className={className}>
          <circle r="13" />
          <path d="M-26 0h18M8 0h18M0-26v18M0 8v18" />
          <circle r="1.5" />
        </g>
      ))}
    </svg>
  )
}
