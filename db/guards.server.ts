import { POSTGRES_MARKS, SQLITE_MARKS } from './change-marks.server.ts'

/**
 * What the schema cannot say: the staff's log is only added to, and a changed contribution is marked. Made anew whenever the database is opened, after its
 * migrations. A demo town may be removed with its log.
 */
const REFUSAL = 'staff_acts is append-only'

export const SQLITE_GUARDS = [
  `create trigger if not exists staff_acts_no_update before update on staff_acts
   begin select raise(abort, '${REFUSAL}'); end`,
  `create trigger if not exists staff_acts_no_delete before delete on staff_acts
   when not exists (select 1 from towns where id = old.town_id and is_demo = 1)
   begin select raise(abort, '${REFUSAL}'); end`,
  ...SQLITE_MARKS,
]

export const POSTGRES_GUARDS = [
  `create or replace function sreda_keep_log() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' then
       if exists (select 1 from towns where id = old.town_id and is_demo) then return old; end if;
     end if;
     raise exception '${REFUSAL}';
   end $$`,
  'drop trigger if exists staff_acts_no_change on staff_acts',
  `create trigger staff_acts_no_change before update or delete on staff_acts
   for each row execute function sreda_keep_log()`,
  'drop trigger if exists staff_acts_no_truncate on staff_acts',
  `create trigger staff_acts_no_truncate before truncate on staff_acts
   for each statement execute function sreda_keep_log()`,
  ...POSTGRES_MARKS,
]
