import { UnreadableFileError } from '#app/formats/unreadable-file.ts'

/** Names of degrees on WGS84 in the `crs` member of GeoJSON before RFC 7946. */
const WGS84 = /(?:CRS:?84|EPSG:+4326)"/i
const MOST_CHARACTERS = 20_000_000
const [QUOTE, BACKSLASH, NEWLINE] = [34, 92, 10]
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [91, 93, 123, 125]

/** One member of `features`, not parsed yet. `number` and the `line` where it begins count from 1. */
export interface FeatureText {
  number: number
  line: number
  text: string
}

/**
 * Cuts a FeatureCollection into its features as it is read, so that a file of any size takes the memory of one feature.
 *
 * @param chunks  the file's text in pieces, cut anywhere
 * @throws {UnreadableFileError} 'json.bad' (it ends too early) | 'geojson.not-features' | 'geojson.not-wgs84' (metres of a
 *   local zone) | 'feature.too-big' (20 million characters)
 */
export async function* featuresIn(chunks: AsyncIterable<string>): AsyncGenerator<FeatureText> {
  let [depth, line, number, startLine] = [0, 1, 0, 1]
  let [isString, isEscaped, isFeatures, hasFeatures] = [false, false, false, false]
  let [key, kept] = ['', '']
  /** Depth outside of what is being kept: a feature, or the collection's `crs`. */
  let keptDepth = -1
  for await (const chunk of chunks) {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const code = chunk.charCodeAt(at)
      if (code === NEWLINE) line++
      if (isString) {
        if (isEscaped) isEscaped = false
        else if (code === BACKSLASH) isEscaped = true
        else if (code === QUOTE) isString = false
        else if (depth === 1 && key.length < 20) key += chunk[at]
        continue
      }
      if (code === QUOTE) {
        isString = true
        if (depth === 1) key = ''
      } else if (code === OPEN_LIST || code === OPEN) {
        if (code === OPEN_LIST && depth === 1 && key === 'features') isFeatures = hasFeatures = true
        const isKept = code === OPEN && ((depth === 2 && isFeatures) || (depth === 1 && key === 'crs'))
        if (isKept && keptDepth < 0) [keptDepth, from, startLine] = [depth, at, line]
        depth++
      } else if (code === CLOSE_LIST || code === CLOSE) {
        depth--
        if (depth === 1) isFeatures = false
        if (depth !== keptDepth) continue
        const text = kept + chunk.slice(from, at + 1)
        kept = ''
        keptDepth = -1
        if (depth === 2) yield { number: ++number, line: startLine, text }
        else if (!WGS84.test(text)) throw new UnreadableFileError('geojson.not-wgs84', startLine, text)
      }
    }
    if (keptDepth >= 0) kept += chunk.slice(from)
    if (kept.length > MOST_CHARACTERS) throw new UnreadableFileError('feature.too-big', startLine)
  }
  if (!hasFeatures) throw new UnreadableFileError('geojson.not-features', 1)
  if (depth !== 0 || isString) throw new UnreadableFileError('json.bad', line)
}
