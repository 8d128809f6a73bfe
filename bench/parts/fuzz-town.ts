import { createHash, randomBytes, randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import { ROLES } from '#app/domain/permissions.ts'

export const PERSONAS = ['nobody', 'resident', 'half', ...ROLES, 'platform'] as const
export type Persona = (typeof PERSONAS)[number]

/** Real values of the database by column: `contributions.number`, `phases.id`, and all ids together under `id`. */
export type Pools = Record<string, string[]>

const PER_COLUMN = 40
const YEAR_MS = 365 * 86_400_000

/** New people, one of each kind, signed in with all consents: those before may have deleted themselves meanwhile. */
export function freshCookies(file: string): Record<Persona, string> {
  const database = new Database(file, { timeout: 10_000 })
  try {
    const towns = database.prepare('select id from towns').pluck().all() as string[]
    const cookies = Object.fromEntries(PERSONAS.map((persona) => [persona, '']))
    const now = Date.now()
    database
      .transaction(function signAllIn() {
        for (const persona of PERSONAS.slice(1)) {
          const [id, token] = [randomUUID(), randomBytes(32).toString('base64url')]
          const isAdmin = Number(persona === 'platform')
          database
            .prepare(
              'insert into people (id, email, pseudonym, locale, is_platform_admin, is_synthetic, created_at) values (?, ?, ?, ?, ?, 0, ?)',
            )
            .run(id, `fuzz-${id}@example.org`, `Речной Кот ${id.slice(0, 6)}`, 'ru', isAdmin, now)
          const role = persona === 'half' ? 'admin' : ROLES.find((one) => one === persona)
          if (role)
            for (const town of towns)
              database
                .prepare('insert into roles (town_id, person_id, role, granted_at) values (?, ?, ?, ?)')
                .run(town, id, role, now)
          // To the texts that the demo's people agreed to: those in force.
          const texts = database
            .prepare('select purpose, max(text_version) version from consents group by purpose')
            .all() as { purpose: string; version: string }[]
          for (const { purpose, version } of texts)
            database
              .prepare(
                "insert into consents (id, person_id, purpose, text_version, text_hash, origin, given_at) values (?, ?, ?, ?, '', '', ?)",
              )
              .run(randomUUID(), id, purpose, version, now)
          database
            .prepare(
              "insert into sessions (id, person_id, created_at, expires_at, device, fresh_at, proven_at) values (?, ?, ?, ?, '', ?, ?)",
            )
            .run(
              createHash('sha256').update(token).digest('base64url'),
              id,
              now,
              now + YEAR_MS,
              now,
              persona === 'half' ? null : now,
            )
          const value = Buffer.from(JSON.stringify(token)).toString('base64')
          cookies[persona] = `sreda_session=${encodeURIComponent(value)}`
        }
      })
      .immediate()
    return cookies as Record<Persona, string>
  } finally {
    database.close()
  }
}

/** What of the database may stand in an address or a form. */
export function readPools(file: string): Pools {
  const database = new Database(file, { readonly: true, timeout: 10_000 })
  try {
    const pools: Pools = { id: [] }
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite%'")
      .pluck()
      .all() as string[]
    for (const table of tables) {
      const columns = (database.pragma(`table_info("${table}")`) as { name: string }[])
        .map(({ name }) => name)
        .filter((name) => /^(id|slug|number|code|hash|version|name|endpoint)$|_(id|hash)$/.test(name))
      for (const column of columns) {
        const values = database
          .prepare(
            `select distinct "${column}" from "${table}" where "${column}" is not null limit ${PER_COLUMN}`,
          )
          .pluck()
          .all()
          .map(String)
        pools[`${table}.${column}`] = values
        if (column === 'id') pools.id!.push(...values)
      }
    }
    return pools
  } finally {
    database.close()
  }
}
