import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { FilledTown } from './fill.ts'
import { fillPins } from './fill-pins.ts'
import { outputOf } from './server.ts'
import { DATABASE_FILE, FOLDER } from './temp-store.ts'

export const PLACE = { file: DATABASE_FILE, filesDir: join(FOLDER, 'files') }

/**
 * Towns of pins with the demo town's drawn plan and boundary under them: a bare ground would be panned too easily.
 *
 * @param sizes slug -> pins
 * @param zoom where their maps open
 */
export async function mappedTowns(sizes: Record<string, number>, zoom: number): Promise<FilledTown[]> {
  await outputOf(PLACE, ['app/cli/main.ts', 'seed'])
  const towns: FilledTown[] = []
  for (const [slug, pins] of Object.entries(sizes)) towns.push(await fillPins(slug, pins, 12))
  const raw = new Database(DATABASE_FILE)
  const columns = (raw.pragma('table_info(base_maps)') as { name: string }[]).map(({ name }) => name)
  const chosen = columns.map((name) => (name === 'town_id' ? '?' : name)).join()
  for (const { townId } of towns) {
    const demo = "(select id from towns where slug = 'prirechensk')"
    raw
      .prepare(
        `insert into base_maps (${columns.join()}) select ${chosen} from base_maps where town_id = ${demo}`,
      )
      .run(townId)
    raw
      .prepare(
        `update towns set zoom = ?, boundary = (select boundary from towns where id = ${demo}) where id = ?`,
      )
      .run(zoom, townId)
  }
  raw.close()
  return towns
}
