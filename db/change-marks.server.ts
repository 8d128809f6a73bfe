import { type SQL, sql } from 'drizzle-orm'
import { contributions as c } from './schema/contributions.server.ts'

/*
 * Every write to a contribution marks it, whoever writes: a trigger does. Who keeps contributions in memory asks for
 * what was marked since, in any process, without a lock that writers would share.
 * SQLite has one writer at a time: the mark is the next number of the town. PostgreSQL's writers end in any order: the
 * mark is the transaction's number, and what is read again is all since the oldest that was still open at the last look.
 */

/** Marks are compared only with `>=` to this, which was read before. */
export function marksToCome(engine: 'sqlite' | 'postgres'): SQL<number> {
  return (
    engine === 'postgres'
      ? sql`txid_snapshot_xmin(txid_current_snapshot())`
      : sql`(select coalesce(max(${c.changeMark}), 0) + 1 from ${c} where ${c.townId} = ${sql.placeholder('townId')})`
  ) as SQL<number>
}

const WATCHED =
  'number, process_id, kind, cell, lng, lat, space_id, category_id, visibility, status, supports, comments, votes, search_text'

const SQLITE_MARK = `begin
  update contributions
  set change_mark = (select coalesce(max(change_mark), 0) + 1 from contributions where town_id = new.town_id)
  where town_id = new.town_id and id = new.id;
end`

export const SQLITE_MARKS = [
  `create trigger if not exists contributions_mark_new after insert on contributions ${SQLITE_MARK}`,
  `create trigger if not exists contributions_mark_changed after update of ${WATCHED} on contributions ${SQLITE_MARK}`,
]

export const POSTGRES_MARKS = [
  `create or replace function sreda_mark_change() returns trigger language plpgsql as $$
   begin
     new.change_mark := txid_current();
     return new;
   end $$`,
  // Made once: making it anew would wait for every reader of the table.
  `do $$ begin
     if not exists (select 1 from pg_trigger where tgname = 'contributions_mark' and tgrelid = 'contributions'::regclass) then
       create trigger contributions_mark before insert or update on contributions
       for each row execute function sreda_mark_change();
     end if;
   end $$`,
  // A database restored into another server brings marks from its future.
  `update contributions set change_mark = 0 where change_mark > txid_snapshot_xmax(txid_current_snapshot())`,
]
