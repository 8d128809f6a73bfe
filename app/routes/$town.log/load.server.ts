import { nameIn } from '#app/domain/default-names.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { listNumbersOfIds } from '#app/models/listing.server.ts'
import { listActSubjects } from '#app/models/log-subjects.server.ts'
import { BY_AUTHOR, listStaffActs } from '#app/models/staff-acts.server.ts'
import type { Scene } from '#app/session.server.ts'
import { aboutOf } from './about.server.ts'
import { changeOf } from './change.server.ts'

const PAGE = 100

/** A page of the log in the reader's language, newest first; `before` is the id after which to go on. */
export async function loadLog({ town, locale }: Pick<Scene, 'town' | 'locale'>, asked: string | null) {
  const before = asked && isId(asked) ? asked : undefined
  const acts = await listStaffActs(town.id, { before, limit: PAGE })
  const [numbers, subjects] = await Promise.all([
    listNumbersOfIds(
      town.id,
      acts.flatMap((act) => act.contributionId ?? []),
    ),
    listActSubjects(town.id, acts),
  ])
  const page = { town, locale, t: tOf(locale), numbers, subjects }
  return {
    rows: acts.map((act) => ({
      id: act.id,
      createdAt: act.createdAt,
      // Of an author it says only that: the log names the staff.
      actor: act.act === BY_AUTHOR ? page.t('log.author') : act.actor && nameIn(act.actor, locale),
      act: act.act,
      isUndone: act.undoneBy !== null,
      about: aboutOf(act, page),
      changes: changeOf(act, page),
      reason: act.reason,
    })),
    next: acts.length === PAGE ? acts.at(-1)!.id : null,
  }
}

export type LogPage = { t: ReturnType<typeof tOf>; numbers: Map<string, number> } & Pick<
  Scene,
  'town' | 'locale'
> & { subjects: Awaited<ReturnType<typeof listActSubjects>> }

export type LogAct = Awaited<ReturnType<typeof listStaffActs>>[number]
