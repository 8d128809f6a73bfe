const NAMES = [
  'land',
  'quarter',
  'old-quarter',
  'wood',
  'meadow',
  'park',
  'park-line',
  'square',
  'water',
  'water-line',
  'building',
  'building-line',
  'landmark',
  'landmark-line',
  'street',
  'street-line',
  'major',
  'major-line',
  'path',
  'rail',
  'rail-gap',
  'bridge',
  'bridge-line',
  'mask',
  'boundary',
  'text',
  'text-street',
  'text-district',
  'text-water',
  'text-green',
  'halo',
] as const

export type PlanColour = (typeof NAMES)[number]
export type Palette = Record<PlanColour, string> & { font: string; rem: number }

/** Colours are the `--map-*` variables of map.css; the letters are the page's, as large as the person asked. */
export function readPalette(element: HTMLElement): Palette {
  const style = getComputedStyle(element)
  const colours = Object.fromEntries(
    NAMES.map((name) => [name, style.getPropertyValue(`--map-${name}`).trim()]),
  )
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16
  return { ...(colours as Record<PlanColour, string>), font: style.fontFamily, rem }
}

/** Calls back when the person or the system changes the colours, or when the letters arrive. */
export function watchPalette(onChange: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
    matchMedia(query),
  )
  for (const query of queries) query.addEventListener('change', onChange)
  const observer = new MutationObserver(onChange)
  observer.observe(document.documentElement, { attributeFilter: ['data-theme', 'data-scheme', 'data-size'] })
  document.fonts.addEventListener('loadingdone', onChange)
  return function unwatch() {
    for (const query of queries) query.removeEventListener('change', onChange)
    observer.disconnect()
    document.fonts.removeEventListener('loadingdone', onChange)
  }
}
