import Database from 'better-sqlite3'
import { KINDS } from '#app/domain/contributions.ts'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { newId } from '#app/models/ids.server.ts'
import { searchTextOf } from '#app/models/search-text.server.ts'
import { SQLITE_MARKS } from '#db/change-marks.server.ts'
import { type FilledTown, fillTown, makePeople, streetPoints } from './fill.ts'
import { seeded } from './seeded.ts'
import { DATABASE_FILE } from './temp-store.ts'

/** Words of such towns, the frequent ones first: «скамейка» is in about half of all texts. */
const FREQUENT =
  'нужна нужен фонарь фонари дорожка двор дворе детская площадка площадке деревья тротуар ' +
  'лужа лужи парковка освещение темно вечером дети зимой мусор урна урны набережная спуск лестница мост пандус ' +
  'переход остановка берёза клумба клумбы сквер памятник забор калитка асфальт яма ямы велодорожка качели песочница'
const BENCH = ['скамейка', 'скамейки', 'скамеек']
const SYLLABLES = 'ба ве гро до жи за ко лу мо не пра ро сте ту фи хо це чу ше яр'.split(' ')
const ENDINGS = ['а', 'у', 'ой']
const RARE_WORDS = 20_000
/** Standing in the texts of one town in this many places. */
export const RARE = 'кондинерия'

/** Texts as people write them: few words often, many words once. */
export function texts(random: () => number): () => string {
  const frequent = FREQUENT.split(' ')
  const rare = Array.from({ length: RARE_WORDS }, () =>
    Array.from(
      { length: 2 + Math.floor(random() * 3) },
      () => SYLLABLES[Math.floor(random() * SYLLABLES.length)],
    ).join(''),
  )
  return function text() {
    const words = Array.from({ length: 6 + Math.floor(random() * 20) }, function word(_, i) {
      if (i === 0 && random() < 0.5) return BENCH[Math.floor(random() * BENCH.length)]!
      if (random() < 0.6) return frequent[Math.floor(random() ** 2 * frequent.length)]!
      return `${rare[Math.floor(random() ** 3 * RARE_WORDS)]}${ENDINGS[Math.floor(random() * ENDINGS.length)]}`
    })
    return words.join(' ')
  }
}

const COLUMNS =
  'town_id id number process_id kind title body translations locale geometry lng lat cell place_precision place_text ' +
  'category_id author_id visibility status supports comments votes points search_text change_mark created_at updated_at'

/** A town of published pins at these points, written past the store: a million would take it minutes. */
export async function fillPins(slug: string, count: number, extentKm: number, seed = 1): Promise<FilledTown> {
  const random = seeded(seed)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const town = await fillTown(slug, [])
  const authors = await makePeople(5)
  const points = streetPoints(count, extentKm, random)
  const raw = new Database(DATABASE_FILE)
  raw.pragma('synchronous = OFF')
  raw.pragma('foreign_keys = OFF')
  raw.pragma('cache_size = -262144')
  for (const name of ['contributions_mark_new', 'contributions_mark_changed'])
    raw.exec(`drop trigger ${name}`)
  const all = (sql: string) => raw.prepare(sql).pluck().all(town.townId) as string[]
  const processIds = all('select id from processes where town_id = ?')
  const categoryIds = [...all('select id from categories where town_id = ?'), null]
  const names = COLUMNS.split(' ')
  const insert = raw.prepare(
    `insert into contributions (${names.join()}) values (${names.map(() => '?').join()})`,
  )
  const text = texts(random)
  const now = Date.now()
  const ids = points.map(() => newId())
  raw.transaction(function insertAll() {
    for (const [i, [lng, lat]] of points.entries()) {
      const number = i + 1
      const body = i % 15_000 === 7 ? `${RARE} ${text()}` : text()
      const words = searchTextOf({ title: '', body, placeText: '', number })
      const geometry = JSON.stringify({ type: 'Point', coordinates: [lng, lat] })
      const supports = Math.floor(40 * random() ** 6)
      insert.run(
        ...[town.townId, ids[i], number, pick(processIds), pick(KINDS), body.slice(0, 80), body, '{}', 'ru'],
        ...[geometry, lng, lat, cellOf(lng, lat), 'point', '', pick(categoryIds), pick(authors), 'published'],
        ...[pick(['new', 'new', 'review', 'done']), supports, 0, 0, 0, words, number, now, now],
      )
    }
    raw.prepare('update towns set last_number = ? where id = ?').run(points.length, town.townId)
  })()
  for (const mark of SQLITE_MARKS) raw.exec(mark)
  raw.close()
  return { ...town, ids, points }
}
