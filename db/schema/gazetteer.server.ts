import type { Geometry } from 'geojson'
import { kit } from '../columns.server.ts'
import { type Translations, towns } from './towns.server.ts'

const { text, real, whole, json, instant, table, primaryKey, foreignKey, index } = kit

/** That a town has a gazetteer, whose it is, and when it was taken in. */
export const gazetteers = table(
  'gazetteers',
  {
    townId: text('town_id').primaryKey(),
    /** Shown beside what was found, e.g. "© OpenStreetMap contributors". */
    attribution: text('attribution').notNull(),
    importedAt: instant('imported_at').notNull(),
    /** Degrees from west to east of the widest box: how far to the west one that reaches a spot may begin. */
    widest: real('widest').notNull(),
  },
  (t) => [foreignKey({ name: 'gazetteers_town_fk', columns: [t.townId], foreignColumns: [towns.id] })],
)

/**
 * Streets, named places and landmarks, as a file gave them. Keys are those of `#app/domain/gazetteer/names.ts` with the
 * town's id before them: looked for by hundreds at once, one column says it all to every planner of queries.
 */
export const gazetteerPlaces = table(
  'gazetteer_places',
  {
    townId: text('town_id').notNull(),
    /** The file's own, e.g. "way/4711". */
    id: text('id').notNull(),
    kind: text('kind').$type<'street' | 'place' | 'landmark'>().notNull(),
    name: text('name').notNull(),
    nameKey: text('name_key').notNull(),
    translations: json('translations').$type<Translations>().notNull(),
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    /** Of lines and areas only. */
    shape: json('shape').$type<Geometry | null>(),
    /** The box in which a spot may be near to it. */
    west: real('west').notNull(),
    south: real('south').notNull(),
    east: real('east').notNull(),
    north: real('north').notNull(),
    /** Which import has seen it last. */
    run: text('run').notNull(),
  },
  (t) => [
    primaryKey({ name: 'gazetteer_places_pk', columns: [t.townId, t.id] }),
    index('gazetteer_places_name').on(t.nameKey),
    index('gazetteer_places_box').on(t.townId, t.west),
    foreignKey({ name: 'gazetteer_places_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** What has an address: a street's name and a number. A named house is in both tables. */
export const gazetteerHouses = table(
  'gazetteer_houses',
  {
    townId: text('town_id').notNull(),
    id: text('id').notNull(),
    street: text('street').notNull(),
    streetKey: text('street_key').notNull(),
    number: text('number').notNull(),
    numberKey: text('number_key').notNull(),
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    cell: whole('cell').notNull(),
    run: text('run').notNull(),
  },
  (t) => [
    primaryKey({ name: 'gazetteer_houses_pk', columns: [t.townId, t.id] }),
    index('gazetteer_houses_address').on(t.streetKey, t.numberKey),
    index('gazetteer_houses_cell').on(t.townId, t.cell),
    foreignKey({ name: 'gazetteer_houses_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** Which names hold a word; of every language and of former names. */
export const gazetteerWords = table(
  'gazetteer_words',
  {
    townId: text('town_id').notNull(),
    word: text('word').notNull(),
    key: text('key').notNull(),
    /** Of one entry of that name: of a thousand names that fit as well, the nearest are looked at. */
    lng: real('lng').notNull(),
    lat: real('lat').notNull(),
    run: text('run').notNull(),
  },
  (t) => [
    primaryKey({ name: 'gazetteer_words_pk', columns: [t.townId, t.word, t.key] }),
    foreignKey({ name: 'gazetteer_words_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** Three letters at a time of each word: the first ones find what is being typed, the others what is misspelt. */
export const gazetteerGrams = table(
  'gazetteer_grams',
  {
    townId: text('town_id').notNull(),
    gram: text('gram').notNull(),
    word: text('word').notNull(),
    run: text('run').notNull(),
  },
  (t) => [
    primaryKey({ name: 'gazetteer_grams_pk', columns: [t.townId, t.gram, t.word] }),
    foreignKey({ name: 'gazetteer_grams_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** What an outside service answered, so that it is not asked again; without the words that it was asked with. */
export const geocoderAnswers = table(
  'geocoder_answers',
  {
    townId: text('town_id').notNull(),
    /** SHA-256 of service, language and words. */
    askedHash: text('asked_hash').notNull(),
    places: json('places').$type<{ name: string; lng: number; lat: number }[]>().notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    primaryKey({ name: 'geocoder_answers_pk', columns: [t.townId, t.askedHash] }),
    index('geocoder_answers_time').on(t.createdAt),
    foreignKey({ name: 'geocoder_answers_town_fk', columns: [t.townId], foreignColumns: [towns.id] }),
  ],
)

/** When an outside service may be asked next, by whichever process. */
export const geocoderTurns = table('geocoder_turns', {
  service: text('service').primaryKey(),
  nextAt: instant('next_at').notNull(),
})
