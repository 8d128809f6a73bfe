/** In the order of asking: many browsers name others beside themselves. */
const BROWSERS: [name: string, sign: RegExp][] = [
  ['Yandex Browser', /YaBrowser|YaApp/],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Opera', /OPR\/|Opera/],
  ['Samsung Internet', /SamsungBrowser/],
  ['Firefox', /Firefox|FxiOS/],
  ['Chrome', /Chrome|CriOS|Chromium/],
  ['Safari', /Safari/],
]
const SYSTEMS: [name: string, sign: RegExp][] = [
  ['Android', /Android/],
  ['iPhone', /iPhone|iPod/],
  ['iPad', /iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X|Macintosh/],
  ['Linux', /Linux|X11|CrOS/],
]

/**
 * A device as its owner knows it, from what the browser says of itself: 'Chrome, Android'. No versions and no models, so
 * that it tells nobody apart; '' when nothing is recognised.
 */
export function deviceOf(userAgent: string | null): string {
  const nameIn = (list: [string, RegExp][]) => list.find(([, sign]) => sign.test(userAgent ?? ''))?.[0]
  return [nameIn(BROWSERS), nameIn(SYSTEMS)].filter(Boolean).join(', ')
}
