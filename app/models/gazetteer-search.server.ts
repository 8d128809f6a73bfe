import { and, avg, desc, eq, inArray, like, min, sql } from 'drizzle-orm'
import { withoutEnding } from '#app/domain/contributions.ts'
import { type Asked, neededOf } from '#app/domain/gazetteer/asked.ts'
import { isPartOf } from '#app/domain/gazetteer/house-numbers.ts'
import { editsAllowed, firstGram, gramsOf, matchAsked, matchWord } from '#app/domain/gazetteer/match-word.ts'
import { rate } from '#app/domain/gazetteer/rate.ts'
import { COMMON_TYPE } from '#app/domain/gazetteer/street-types.ts'
import type { LngLat } from '#app/domain/geometry/positions.ts'
import {
  gazetteerGrams as g,
  gazetteerHouses as h,
  gazetteerPlaces as p,
  gazetteerWords as w,
} from '#db/schema/gazetteer.server.ts'
import { getStore, query } from '#db/store.server.ts'
import { plainKey, townKey } from './gazetteer-rows.server.ts'

/** Names that hold a word. */
const MOST_NAMES = 2000
/** Misspelt: so many words that share most with it are compared letter by letter. */
const [MOST_MISSPELT, MOST_MEANT] = [80, 12]
/** Names whose entries are looked at; the best ones. */
const MOST_KEYS = 60
/** Streets on which a number is looked for. */
const MOST_STREETS = 40
const MOST_HOUSES = 200

export type PlaceKind = 'street' | 'house' | 'place' | 'landmark' | 'space'

/** What was found in a town, before it is named in a language. */
export interface Candidate {
  kind: PlaceKind
  name: string
  translations: Record<string, Record<string, string>>
  /** Of a house: its number, and what its street's name is compared as. */
  number: string
  streetKey: string
  lng: number
  lat: number
  score: number
}

/** By the key of a name: how well it fits, and how far one entry of the name is (degrees, squared). */
type Fits = Map<string, { fit: number; away: number }>
type AskedWord = Asked['words'][number]

/** Entries of a town's gazetteer that fit what was typed, each with its score; in no order. */
export async function searchGazetteer(townId: string, asked: Asked, near: LngLat): Promise<Candidate[]> {
  const namesWith = (word: AskedWord, isMisspelt: boolean) => findNames(townId, word, near, isMisspelt)
  const needed = new Set([null, ...asked.numbers].flatMap((number) => neededOf(asked, number)))
  const fits = new Map<number, Fits>()
  for (const index of needed) fits.set(index, await namesWith(asked.words[index]!, false))
  let ratings = ratingsOf(asked, fits)
  if (ratings.length === 0) {
    // What fits by chance may hide what was misspelt.
    for (const index of needed) {
      const more = await namesWith(asked.words[index]!, true)
      for (const [key, known] of fits.get(index)!)
        if (known.fit > (more.get(key)?.fit ?? 0)) more.set(key, known)
      fits.set(index, more)
    }
    ratings = ratingsOf(asked, fits)
  }
  const best = ratings.sort((a, b) => b.score - a.score || a.away - b.away).slice(0, MOST_KEYS)
  return [...(await entriesOf(townId, best)), ...(await housesOf(townId, best))]
}

interface KeyRating {
  key: string
  away: number
  score: number
  number: string | null
}

function ratingsOf(asked: Asked, fits: Map<number, Fits>): KeyRating[] {
  const keys = new Set([...fits.values()].flatMap((some) => [...some.keys()]))
  return [...keys].flatMap(function rateKey(key) {
    const parts = key.split(' ')
    return rate(asked, {
      fits: (index) => fits.get(index)?.get(key)?.fit ?? 0,
      length: parts.filter((part) => part !== COMMON_TYPE).length,
      types: parts,
    }).map(({ score, number }) => ({ key, score, number, away: awayOf(fits, key) }))
  })
}

function awayOf(fits: Map<number, Fits>, key: string): number {
  for (const some of fits.values()) {
    const known = some.get(key)
    if (known) return known.away
  }
  return 0
}

/** Good enough to sort by: degrees of longitude shrunk to those of latitude, squared. */
function apart([lng, lat]: LngLat, otherLng: number, otherLat: number): number {
  return ((lng - otherLng) * Math.cos((lat * Math.PI) / 180)) ** 2 + (lat - otherLat) ** 2
}

/** The names that hold a word like the typed one, by key, with how well it fits. */
async function findNames(townId: string, asked: AskedWord, near: LngLat, isMisspelt: boolean): Promise<Fits> {
  const rows = isMisspelt ? await misspelt(townId, asked.word) : await beginning(townId, asked)
  const found: Fits = new Map()
  const fitOf = new Map<string, number>()
  for (const { word, key, lng, lat } of rows) {
    const fit = fitOf.get(word) ?? matchAsked(asked, word)
    fitOf.set(word, fit)
    if (fit > (found.get(key)?.fit ?? 0)) found.set(key, { fit, away: apart(near, lng, lat) })
  }
  if (found.size > 0 || isMisspelt || editsAllowed(asked.word) === 0) return found
  return findNames(townId, asked, near, true)
}

interface WordOfName {
  word: string
  key: string
  lng: number
  lat: number
}

const ofWord = query<{ townId: string; word: string }>()('gazetteer_word', (db) =>
  db
    .select({ word: w.word, key: w.key, lng: w.lng, lat: w.lat })
    .from(w)
    .where(and(eq(w.townId, sql.placeholder('townId')), eq(w.word, sql.placeholder('word'))))
    .limit(MOST_NAMES),
)

/** A left join, because it is made in the order in which it is written: from the few words to their names. */
const ofBeginning = query<{ townId: string; gram: string; pattern: string }>()('gazetteer_beginning', (db) =>
  db
    .select({ word: g.word, key: w.key, lng: w.lng, lat: w.lat })
    .from(g)
    .leftJoin(w, and(eq(w.townId, g.townId), eq(w.word, g.word)))
    .where(
      and(
        eq(g.townId, sql.placeholder('townId')),
        eq(g.gram, sql.placeholder('gram')),
        like(g.word, sql.placeholder('pattern')),
      ),
    )
    .limit(MOST_NAMES),
)

/** Names with words that begin as the typed one or as its stem. */
async function beginning(townId: string, { word, type }: AskedWord): Promise<WordOfName[]> {
  const store = await getStore()
  const typed = type === null ? [] : await store.get(ofWord, { townId, word: type })
  if (word.length < 2) return [...typed, ...(await store.get(ofWord, { townId, word }))]
  const pattern = `${withoutEnding(word)}%`
  const begun = await store.get(ofBeginning, { townId, gram: firstGram(word), pattern })
  return [...typed, ...begun.flatMap((row) => (row.key === null ? [] : [row as WordOfName]))]
}

/** Names with words that share enough with a misspelt one: a wrong letter spoils three grams at most. */
async function misspelt(townId: string, typed: string): Promise<WordOfName[]> {
  const edits = editsAllowed(typed)
  if (edits === 0) return []
  const store = await getStore()
  const grams = gramsOf(typed)
  const shared = sql<number>`count(*)`
  const rows = await store.read
    .select({ word: g.word, shared })
    .from(g)
    .where(and(eq(g.townId, townId), inArray(g.gram, grams)))
    .groupBy(g.word)
    .having(sql`count(*) >= ${Math.max(1, grams.length - 3 * edits)}`)
    .orderBy(desc(shared), g.word)
    .limit(MOST_MISSPELT)
  const meant = rows
    .map(({ word }) => ({ word, fit: matchWord(typed, word) }))
    .filter(({ fit }) => fit > 0)
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST_MEANT)
  return (await Promise.all(meant.map(({ word }) => store.get(ofWord, { townId, word })))).flat()
}

/** Streets, places and landmarks of these names; a street that only houses name stands in their midst. */
async function entriesOf(townId: string, ratings: KeyRating[]): Promise<Candidate[]> {
  const best = new Map<string, number>()
  for (const { key, score, number } of ratings) {
    // A house that is not there is looked for on its street.
    const here = number === null ? score : score - 0.2
    if (here > (best.get(key) ?? 0)) best.set(key, here)
  }
  if (best.size === 0) return []
  const keys = [...best.keys()].map((key) => townKey(townId, key))
  const { read } = await getStore()
  const rows = await read
    .select({
      kind: p.kind,
      name: p.name,
      translations: p.translations,
      key: p.nameKey,
      lng: p.lng,
      lat: p.lat,
    })
    .from(p)
    .where(inArray(p.nameKey, keys))
    .limit(MOST_NAMES)
  const there = new Set(rows.map(({ key }) => key))
  const missing = keys.filter((key) => !there.has(key))
  const onlyHouses =
    missing.length === 0
      ? []
      : await read
          .select({ name: min(h.street), key: h.streetKey, lng: avg(h.lng), lat: avg(h.lat) })
          .from(h)
          .where(inArray(h.streetKey, missing))
          .groupBy(h.streetKey)
  const streets = onlyHouses.map(({ name, key, lng, lat }) => ({
    kind: 'street' as const,
    name: name!,
    key,
    translations: {},
    lng: Number(lng),
    lat: Number(lat),
  }))
  return [...rows, ...streets].map(({ key, ...row }) => ({
    ...row,
    number: '',
    streetKey: '',
    score: best.get(plainKey(key))!,
  }))
}

/** Houses of the number that was asked for; '12' finds 12, then 12а and 12/3, never 120. */
async function housesOf(townId: string, ratings: KeyRating[]): Promise<Candidate[]> {
  const numbered = ratings.filter(({ number }) => number !== null).slice(0, MOST_STREETS)
  const { read } = await getStore()
  const numbers = [...new Set(numbered.map(({ number }) => number!))]
  const found = await Promise.all(
    numbers.map((number) =>
      read
        .select({
          name: h.street,
          number: h.number,
          numberKey: h.numberKey,
          streetKey: h.streetKey,
          lng: h.lng,
          lat: h.lat,
        })
        .from(h)
        .where(
          and(
            inArray(
              h.streetKey,
              numbered.filter((rating) => rating.number === number).map(({ key }) => townKey(townId, key)),
            ),
            like(h.numberKey, `${number}%`),
          ),
        )
        .orderBy(h.numberKey)
        .limit(MOST_HOUSES),
    ),
  )
  const rows = found.flat()
  return rows.flatMap(function rateHouse({ numberKey, ...row }) {
    const scores = numbered
      .filter(({ key, number }) => key === plainKey(row.streetKey) && isPartOf(numberKey, number!))
      .map(({ score, number }) => score + (numberKey === number ? 0.1 : 0))
    if (scores.length === 0) return []
    return [{ ...row, kind: 'house' as const, translations: {}, score: Math.max(...scores) }]
  })
}

/** The names of streets in another language, by `townKey`; those that have none are left out. */
export async function streetNamesIn(keys: readonly string[], locale: string): Promise<Map<string, string>> {
  const { read } = await getStore()
  const wanted = [...new Set(keys)]
  if (wanted.length === 0 || locale === 'ru') return new Map()
  const rows = await read
    .select({ key: p.nameKey, translations: p.translations })
    .from(p)
    .where(inArray(p.nameKey, wanted))
  return new Map(
    rows.flatMap(({ key, translations }) => {
      const name = translations[locale]?.name
      return name ? [[key, name] as const] : []
    }),
  )
}
