import Database from 'better-sqlite3'
import type { Actor, Limits, Role } from '#app/domain/permissions.ts'
import { rowOf } from './rows.ts'
import type { Site } from './site.ts'
import { townId } from './town.ts'
import { type Visitor, visit } from './visitor.ts'

/** Somebody who walks through everything, and what the table is to be asked for them. */
export interface Walker {
  name: string
  visitor: Visitor
  /** In the demo town; null = not signed in. */
  actor: Actor | null
}

interface Kind {
  role?: Role
  limits?: Limits
  isPlatformAdmin?: boolean
  /** Every role of another town instead. */
  isForeign?: boolean
  /** The first factor only. */
  isHalf?: boolean
}

/** Signs somebody in by real posts and gives them what they are, in the database. */
export async function makeWalker(site: Site, name: string, kind: Kind = {}): Promise<Walker> {
  const email = `walker-${name.replaceAll(' ', '-')}@example.org`
  const visitor = visit(site.origin)
  await visitor.signIn(email)
  await visitor.consent()
  const { id } = rowOf<{ id: string }>(site, 'select id from people where email = ?', email)
  const database = new Database(site.databasePath)
  const give = database.prepare(
    'insert into roles (town_id, person_id, role, limits, granted_at) values (?, ?, ?, ?, 0)',
  )
  if (kind.role) give.run(townId(site), id, kind.role, kind.limits ? JSON.stringify(kind.limits) : null)
  if (kind.isForeign)
    for (const role of ['clerk', 'moderator', 'planner', 'admin']) give.run(foreignTown(), id, role, null)
  if (kind.isPlatformAdmin) database.prepare('update people set is_platform_admin = 1 where id = ?').run(id)
  if (!kind.isHalf) database.prepare('update sessions set proven_at = fresh_at where person_id = ?').run(id)
  database.close()
  const actor: Actor = {
    personId: id,
    roles: kind.role && !kind.isHalf ? [kind.role] : [],
    isPlatformAdmin: kind.isPlatformAdmin === true && !kind.isHalf,
    limits: kind.limits ?? null,
  }
  return { name, visitor, actor }

  function foreignTown(): string {
    return rowOf<{ id: string }>(site, "select id from towns where slug = 'sosednij'").id
  }
}
