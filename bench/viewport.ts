import { FOLDER } from './parts/temp-store.ts'
console.log(FOLDER)
const { fillTown, streetPoints } = await import('./parts/fill.ts')
const t = performance.now()
await fillTown('near', streetPoints(100_000, 5))
console.log('filled', performance.now() - t)
const { conditionOf } = await import('#app/models/listing.server.ts')
const { NO_FILTER } = await import('#app/domain/filter.ts')
const { getViewport } = await import('#app/models/viewport.server.ts')
const { getStore } = await import('#db/store.server.ts')
const { towns } = await import('#db/schema/towns.server.ts')
const [town] = await (await getStore()).read.select().from(towns)
const condition = await conditionOf(town!.id, NO_FILTER)
for (let zoom = 11; zoom <= 18; zoom++) {
  const px = 156543 * Math.cos(57.42 * Math.PI / 180) / 2 ** zoom
  const [hx, hy] = [640 * px / 1000 / 111.2 / Math.cos(57.42 * Math.PI / 180), 400 * px / 1000 / 111.2]
  const times: number[] = []
  let n = 0
  for (let i = 0; i < 10; i++) {
    const s = performance.now()
    const v = await getViewport(condition, [45.6 - hx, 57.42 - hy, 45.6 + hx, 57.42 + hy], zoom)
    times.push(performance.now() - s)
    n = v.pins.length + v.clusters.reduce((a, c) => a + c[0], 0)
  }
  console.log(zoom, n, times.sort((a, b) => a - b)[5])
}
const Database = (await import('better-sqlite3')).default
const db = new Database(process.env.DATABASE_URL!.slice(5), { readonly: true })
function time(name: string, sqlText: string) {
  const st = db.prepare(sqlText)
  const times: number[] = []
  for (let i = 0; i < 10; i++) { const s = performance.now(); st.all(town!.id); times.push(performance.now() - s) }
  console.log(name, times.sort((a, b) => a - b)[5], db.prepare('explain query plan ' + sqlText).all(town!.id).map((r: any) => r.detail).join('; '))
}
const W = `from contributions where town_id = ? and visibility = 'published' and cell between 0 and 1099511627776`
time('count', `select count(*) ${W}`)
time('sums', `select count(*), sum(lng), sum(lat), min(cell), max(cell), min(number), min(kind) ${W}`)
time('group', `select count(*), sum(lng), sum(lat), min(cell), max(cell), min(number), min(kind) ${W} group by cell / 256`)
time('groupcount', `select count(*) ${W} group by cell / 256`)
time('filtered', `select count(*) ${W} and kind in ('idea') and status in ('new')`)
const st = db.prepare(`select cell, lng, lat, number, kind ${W} order by cell`).raw()
const s = performance.now(); const a = st.all(town!.id); console.log('raw all', performance.now() - s, a.length)
process.exit(0)
