import Database from 'better-sqlite3'
import { cellOf } from '#app/domain/geometry/cell.ts'
import { newId } from '#app/models/ids.server.ts'
import { fillTown, makePeople, streetPoints } from './fill.ts'
import { seeded } from './seeded.ts'

const WORDS = 'темно у спуска к воде нужен фонарь и скамейка дети идут в школу мимо забора старый дом'.split(
  ' ',
)

export interface ManyRows {
  townId: string
  slug: string
  /** Of all contributions together, as the rows of `supports` say. */
  supports: number
}

/**
 * A town of `count` published contributions with bodies of 80 to 500 letters, a long tail of supports (a quarter has
 * any), and comments under a tenth of them. Written row by row past the models: these would take minutes.
 */
export async function fillMany(slug: string, file: string, count: number): Promise<ManyRows> {
  const { townId } = await fillTown(slug, streetPoints(4, 5))
  const people = await makePeople(500)
  const database = new Database(file)
  database.pragma('synchronous = OFF')
  const columns = database.pragma('table_info(contributions)') as { name: string }[]
  const model = database.prepare('select * from contributions where town_id = ?').all(townId) as Row[]
  const insert = database.prepare(
    `insert into contributions values (${columns.map(({ name }) => `@${name}`).join(', ')})`,
  )
  const support = database.prepare('insert into supports values (?, ?, ?, ?, ?)')
  const comment = database.prepare(
    `insert into comments values (?, ?, ?, null, ?, 0, 'Согласны', '{}', 'published', ?)`,
  )
  const random = seeded(7)
  const points = streetPoints(count, 20)
  let supports = 0
  database.transaction(function fill() {
    for (let i = model.length; i < count; i++) {
      const like = model[i % model.length]!
      const [lng, lat] = points[i]!
      const id = newId()
      const supporters = random() < 0.75 ? 0 : Math.min(people.length, Math.floor(1 / (random() + 0.002)))
      const speakers = random() < 0.9 ? 0 : 1 + Math.floor(random() * 3)
      const body = sentence(random, 12 + Math.floor(random() * 60))
      insert.run({
        ...like,
        id,
        number: i + 1,
        title: `${sentence(random, 4)} ${i}`,
        body,
        search_text: body.slice(0, 60),
        geometry: JSON.stringify({ type: 'Point', coordinates: [lng, lat] }),
        lng,
        lat,
        cell: cellOf(lng, lat),
        supports: supporters,
        comments: speakers,
        created_at: (like.created_at as number) + i * 1000,
      })
      const first = Math.floor(random() * people.length)
      for (let n = 0; n < supporters; n++)
        support.run(townId, id, people[(first + n) % people.length], like.process_id, i)
      for (let n = 0; n < speakers; n++)
        comment.run(townId, newId(), id, people[(first + 7 * n) % people.length], i)
      supports += supporters
    }
    database.prepare('update towns set last_number = ? where id = ?').run(count, townId)
  })()
  database.exec('analyze')
  database.close()
  return { townId, slug, supports }
}

type Row = Record<string, unknown>

function sentence(random: () => number, words: number): string {
  const text = Array.from({ length: words }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}
