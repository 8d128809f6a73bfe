/**
 * Coordinates for people, latitude first, to five decimals (1 m): "57,42000° с. ш., 45,60000° в. д." in
 * Russian, "57.42000° N, 45.60000° E" in any other locale. `parseCoordinates` reads both.
 */
export function formatCoordinates(lng: number, lat: number, locale: string): string {
  const isRussian = /^ru\b/i.test(locale)
  const letters = isRussian ? ['с.\u00a0ш.', 'ю.\u00a0ш.', 'в.\u00a0д.', 'з.\u00a0д.'] : ['N', 'S', 'E', 'W']
  const [north, east] = [Number(lat.toFixed(5)), Number(lng.toFixed(5))]
  const [ns, ew] = [letters[north < 0 ? 1 : 0], letters[east < 0 ? 3 : 2]]
  const [latText, lngText] = [north, east].map((value) => {
    const digits = Math.abs(value).toFixed(5)
    return isRussian ? digits.replace('.', ',') : digits
  })
  return `${latText}°\u00a0${ns}, ${lngText}°\u00a0${ew}`
}
