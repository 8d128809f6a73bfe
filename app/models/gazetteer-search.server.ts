import { and, avg, desc, eq, inArray, like, or, sql } from 'drizzle-orm'
import { withoutEnding } from '#app/domain/contributions.ts'
import { type Asked, neededOf } from '#app/domain/gazetteer/asked.ts'
import { isPartOf } from '#app/domain/gazetteer/house-numbers.ts'
import { editsAllowed, firstGram, gramsOf, matchAsked, matchWord } from '#app/domain/gazetteer/match-word.ts'
import { rate } from '#app/domain/gazetteer/rate.ts'
import { COMMON_TYPE } from '#app/domain/gazetteer/street-types.ts'
import {
  gazetteerGrams as g,
  gazetteerPlaces as p,
  gazetteerWords as w,
} from '#db/schema/gazetteer.server.ts'
import { getStore } from '#db/store.server.ts'

/** Words of names that one typed word may mean, and names that hold them. */
const [MOST_WORDS, MOST_NAMES] = [400, 3000]
/** Misspelt: so many words that share most with it are compared letter by letter. */
const MOST_MISSPELT = 80
/** Names whose entries are looked at; the best ones. */
const MOST_KEYS = 200
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

type Fits = Map<string, number>
type AskedWord = Asked['words'][number]

/** Entries of a town's gazetteer that fit what was typed, each with its score; in no order. */
export async function searchGazetteer(townId: string, asked: Asked): Promise<Candidate[]> {
  const needed = new Set([null, ...asked.numbers].flatMap((number) => neededOf(asked, number)))
  const fits = new Map<number, Fits>()
  for (const index of needed) fits.set(index, await namesWith(townId, asked.words[index]!, false))
  let ratings = ratingsOf(asked, fits)
  if (ratings.length === 0) {
    // What fits by chance may hide what was misspelt.
    for (const index of needed) {
      const more = await namesWith(townId, asked.words[index]!, true)
      for (const [key, fit] of fits.get(index)!) more.set(key, Math.max(fit, more.get(key) ?? 0))
      fits.set(index, more)
    }
    ratings = ratingsOf(asked, fits)
  }
  const best = ratings.sort((a, b) => b.score - a.score).slice(0, MOST_KEYS)
  return [...(await entriesOf(townId, best)), ...(await housesOf(townId, best))]
}

interface KeyRating {
  key: string
  score: number
  number: string | null
}

function ratingsOf(asked: Asked, fits: Map<number, Fits>): KeyRating[] {
  const keys = new Set([...fits.values()].flatMap((some) => [...some.keys()]))
  return [...keys].flatMap(function rateKey(key) {
    const parts = key.split(' ')
    return rate(asked, {
      fits: (index) => fits.get(index)?.get(key) ?? 0,
      length: parts.filter((part) => part !== COMMON_TYPE).length,
      types: parts,
    }).map(({ score, number }) => ({ key, score, number }))
  })
}

/** The names that hold a word like the typed one, by key, with how well it fits. */
async function namesWith(townId: string, asked: AskedWord, isMisspelt: boolean): Promise<Fits> {
  const { read } = await getStore()
  const words = isMisspelt ? await misspelt(townId, asked.word) : await wordsLike(townId, asked.word)
  if (asked.type) words.push(asked.type)
  const rows = await read
    .select({ word: w.word, key: w.key })
    .from(w)
    .where(and(eq(w.townId, townId), inArray(w.word, words)))
    .limit(MOST_NAMES)
  const found: Fits = new Map()
  for (const { word, key } of rows) {
    const fit = matchAsked(asked, word)
    if (fit > (found.get(key) ?? 0)) found.set(key, fit)
  }
  if (found.size > 0 || isMisspelt || editsAllowed(asked.word) === 0) return found
  return namesWith(townId, asked, true)
}

/** Words that begin as the typed one or as its stem. */
async function wordsLike(townId: string, typed: string): Promise<string[]> {
  const { read } = await getStore()
  const rows = await read
    .select({ word: g.word })
    .from(g)
    .where(
      and(
        eq(g.townId, townId),
        eq(g.gram, firstGram(typed)),
        typed.length < 2 ? eq(g.word, typed) : like(g.word, `${withoutEnding(typed)}%`),
      ),
    )
    .limit(MOST_WORDS)
  return rows.map(({ word }) => word)
}

/** Words that share enough with a misspelt one: a wrong letter spoils three grams at most. */
async function misspelt(townId: string, typed: string): Promise<string[]> {
  const edits = editsAllowed(typed)
  if (edits === 0) return []
  const { read } = await getStore()
  const grams = gramsOf(typed)
  const shared = sql<number>`count(*)`
  const rows = await read
    .select({ word: g.word, shared })
    .from(g)
    .where(and(eq(g.townId, townId), inArray(g.gram, grams)))
    .groupBy(g.word)
    .having(sql`count(*) >= ${Math.max(1, grams.length - 3 * edits)}`)
    .orderBy(desc(shared), g.word)
    .limit(MOST_MISSPELT)
  return rows.map(({ word }) => word).filter((word) => matchWord(typed, word) > 0)
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
  const keys = [...best.keys()]
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
    .where(and(eq(p.townId, townId), inArray(p.nameKey, keys)))
    .limit(MOST_NAMES)
  const there = new Set(rows.map(({ key }) => key))
  const missing = keys.filter((key) => !there.has(key))
  const onlyHouses =
    missing.length === 0
      ? []
      : await read
          .select({ name: sql<string>`min(${p.street})`, key: p.streetKey, lng: avg(p.lng), lat: avg(p.lat) })
          .from(p)
          .where(and(eq(p.townId, townId), inArray(p.streetKey, missing)))
          .groupBy(p.streetKey)
  const streets = onlyHouses.map((row) => ({
    ...row,
    kind: 'street' as const,
    translations: {},
    lng: Number(row.lng),
    lat: Number(row.lat),
  }))
  return [...rows, ...streets].map(({ key, ...row }) => ({
    ...row,
    number: '',
    streetKey: '',
    score: best.get(key)!,
  }))
}

/** Houses of the number that was asked for; '12' finds 12, then 12а and 12/3, never 120. */
async function housesOf(townId: string, ratings: KeyRating[]): Promise<Candidate[]> {
  const numbered = ratings.filter(({ number }) => number !== null)
  if (numbered.length === 0) return []
  const { read } = await getStore()
  const rows = await read
    .select({
      kind: p.kind,
      name: p.street,
      number: p.number,
      numberKey: p.numberKey,
      streetKey: p.streetKey,
      translations: p.translations,
      lng: p.lng,
      lat: p.lat,
    })
    .from(p)
    .where(
      and(
        eq(p.townId, townId),
        or(
          ...[...new Set(numbered.map(({ number }) => number!))].map((number) =>
            and(
              inArray(
                p.streetKey,
                numbered.filter((rating) => rating.number === number).map(({ key }) => key),
              ),
              like(p.numberKey, `${number}%`),
            ),
          ),
        ),
      ),
    )
    .orderBy(p.numberKey)
    .limit(MOST_HOUSES)
  return rows.flatMap(function rateHouse({ numberKey, ...row }) {
    const scores = numbered
      .filter(({ key, number }) => key === row.streetKey && isPartOf(numberKey, number!))
      .map(({ score, number }) => score + (numberKey === number ? 0.1 : 0))
    if (scores.length === 0) return []
    return [{ ...row, kind: 'house' as const, translations: {}, score: Math.max(...scores) }]
  })
}

/** The names of streets in another language, by key; those that have none are left out. */
export async function streetNamesIn(
  townId: string,
  keys: readonly string[],
  locale: string,
): Promise<Map<string, string>> {
  const { read } = await getStore()
  const wanted = [...new Set(keys)]
  if (wanted.length === 0 || locale === 'ru') return new Map()
  const rows = await read
    .select({ key: p.nameKey, translations: p.translations })
    .from(p)
    .where(and(eq(p.townId, townId), inArray(p.nameKey, wanted), eq(p.kind, 'street')))
  return new Map(
    rows.flatMap(({ key, translations }) => {
      const name = translations[locale]?.name
      return name ? [[key, name] as const] : []
    }),
  )
}
