import { placeOfLink } from '#app/domain/geometry/map-links.ts'
import type { LngLat } from '#app/domain/geometry/positions.ts'

/** Longer texts are not coordinates; the limit also bounds the work of the patterns below. */
const MAX_CHARACTERS = 2_000

const DECIMAL_POINTS = /^([+-]?\d{1,3}(?:\.\d+)?)(?:\s*[,;]\s*|\s+)([+-]?\d{1,3}(?:\.\d+)?)$/
const DECIMAL_COMMAS = /^([+-]?\d{1,3}(?:,\d+)?)(?:\s*;\s*|,?\s+)([+-]?\d{1,3}(?:,\d+)?)$/
const GEO_URI = /^geo:([+-]?\d{1,3}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)(?:$|[,;?])/i
const GEO_QUERY = /[?&]q=([+-]?\d{1,3}(?:\.\d+)?),([+-]?\d{1,3}(?:\.\d+)?)(?:$|[(&])/i
const LINK = /https?:\/\/\S+|(?:[\w-]+\.)+[a-z]{2,}\/\S+/i

const ANGLE = String.raw`([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?(?:\s*(\d{1,2}(?:[.,]\d+)?)\s*')?(?:\s*(\d{1,2}(?:[.,]\d+)?)\s*")?`
const BETWEEN = String.raw`(?:\s*[,;]\s*|\s+|(?<=[NSEW'"°])\s*)`
const LETTER_AFTER = new RegExp(String.raw`^${ANGLE}\s*([NSEW])${BETWEEN}${ANGLE}\s*([NSEW])$`)
const LETTER_BEFORE = new RegExp(String.raw`^([NSEW])\s*${ANGLE}${BETWEEN}([NSEW])\s*${ANGLE}$`)
const NO_LETTER = new RegExp(`^${ANGLE}${BETWEEN}${ANGLE}$`)

/** Russian words and typographic signs to the plain ones that the patterns know. */
const PLAIN: [RegExp, string][] = [
  [/[−–]/g, '-'],
  [/[′’‘ʹ`´]/g, "'"],
  [/[″”“„ʺ]|''/g, '"'],
  [/[º˚]/g, '°'],
  [/с(?:еверной|\.)?\s*ш(?:ироты|\.)?/gi, 'N'],
  [/ю(?:жной|\.)?\s*ш(?:ироты|\.)?/gi, 'S'],
  [/в(?:осточной|\.)?\s*д(?:олготы|\.)?/gi, 'E'],
  [/з(?:ападной|\.)?\s*д(?:олготы|\.)?/gi, 'W'],
]

type Angle = { degrees: number; letter: string }

/**
 * Reads a place as people write it: "57.42, 45.6" or "57,42 45,6" (latitude first), degrees with minutes and
 * seconds (57°25′12″N 45°36′00″E, 57°25,2′ с. ш. …), a geo: URI, or a link to Yandex, OpenStreetMap, 2GIS or
 * Google maps, also amid other words.
 *
 * @returns degrees, or null: not understood, ambiguous ("57,42") or out of range. It never guesses that
 *          someone wrote longitude first
 */
export function parseCoordinates(text: string): { lng: number; lat: number } | null {
  const trimmed = text.trim()
  if (trimmed.length > MAX_CHARACTERS) return null
  const place = fromGeoUri(trimmed) ?? fromLink(trimmed) ?? fromDecimals(trimmed) ?? fromAngles(trimmed)
  if (!place) return null
  const [lng, lat] = place
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? { lng, lat } : null
}

function fromGeoUri(text: string): LngLat | null {
  const uri = GEO_URI.exec(text)
  if (!uri) return null
  const query = GEO_QUERY.exec(decodeComma(text))
  return query ? [Number(query[2]), Number(query[1])] : [Number(uri[2]), Number(uri[1])]
}

function fromLink(text: string): LngLat | null {
  const link = LINK.exec(text)
  return link && placeOfLink(link[0])
}

function fromDecimals(text: string): LngLat | null {
  const plain = text
    .replace(/^\((.*)\)$/, '$1')
    .replace(/[−–]/g, '-')
    .trim()
  if (/^\d+,\d+$/.test(plain)) return null
  const pair = DECIMAL_POINTS.exec(plain) ?? DECIMAL_COMMAS.exec(plain)
  return pair && [toNumber(pair[2]), toNumber(pair[1])]
}

function fromAngles(text: string): LngLat | null {
  let plain = text
  for (const [pattern, sign] of PLAIN) plain = plain.replace(pattern, sign)
  plain = plain.toUpperCase()
  const isSigned = /[+-]/.test(plain)
  const after = isSigned ? null : LETTER_AFTER.exec(plain)
  if (after) return pairOf(angleOf(after, 1, after[4]), angleOf(after, 5, after[8]))
  const before = isSigned ? null : LETTER_BEFORE.exec(plain)
  if (before) return pairOf(angleOf(before, 2, before[1]), angleOf(before, 6, before[5]))
  const bare = plain.includes('°') ? NO_LETTER.exec(plain) : null
  return bare && pairOf(angleOf(bare, 1, 'N'), angleOf(bare, 4, 'E'))
}

function angleOf(match: RegExpExecArray, at: number, letter = ''): Angle | null {
  const [whole = '', minutes, seconds] = [match[at], match[at + 1], match[at + 2]]
  const isCut = (minutes && /[.,]/.test(whole)) || (seconds && /[.,]/.test(minutes ?? ''))
  if (isCut || toNumber(minutes) >= 60 || toNumber(seconds) >= 60) return null
  const size = Math.abs(toNumber(whole)) + toNumber(minutes) / 60 + toNumber(seconds) / 3600
  return { degrees: whole.startsWith('-') || 'SW'.includes(letter) ? -size : size, letter }
}

/** The letters, not the order, say which is which; two latitudes are no place. */
function pairOf(first: Angle | null, second: Angle | null): LngLat | null {
  if (!first || !second) return null
  const [lat, lng] = 'NS'.includes(first.letter) ? [first, second] : [second, first]
  return 'NS'.includes(lat.letter) && 'EW'.includes(lng.letter) ? [lng.degrees, lat.degrees] : null
}

function toNumber(text = '0'): number {
  return Number(text.replace(',', '.'))
}

function decodeComma(text: string): string {
  return text.replaceAll(/%2c/gi, ',')
}
