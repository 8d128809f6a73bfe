import { data, redirect } from '@remix-run/node'
import { readSession, SESSION_LIMITS, SPARE_ITEMS, unreadOf } from '#app/commission-form.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { localized } from '#app/domain/localized.ts'
import { quorumOf, sittingOn } from '#app/domain/protocol.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { cleaned } from '#app/domain/text.ts'
import { wallTimeOf } from '#app/domain/wall-time.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import {
  changeSession,
  getCommissionSession,
  listMembers,
  removeSession,
} from '#app/models/commission.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listVersions, publishProtocol } from '#app/models/protocols.server.ts'
import { readForm } from '#app/read-form.server.ts'
import type { requireStaff } from '#app/session.server.ts'
import { REASON_LENGTH } from './limits.ts'

type StaffScene = Awaited<ReturnType<typeof requireStaff>>

/** The session as its form shows it. @throws {Refusal} 'session.not-found' */
export async function loadEdit({ town, locale }: StaffScene, id: string) {
  const [session, members, processes, versions] = await Promise.all([
    getCommissionSession(town.id, id),
    listMembers(town.id),
    listProcesses(town.id),
    listVersions(town.id, id),
  ])
  const heldAt = wallTimeOf(session.heldAt, town.timeZone)
  const sitting = sittingOn(members, heldAt.slice(0, 10))
  const came = sitting.filter((member) => session.present.includes(member.id))
  return {
    words: servedWords(locale, 'commission'),
    title: tOf(locale)('served.commission.editTitle', { number: session.number }),
    session: {
      id,
      number: session.number,
      processId: session.processId ?? '',
      stage: session.stage,
      title: session.title,
      place: session.place,
      heldAt,
      present: session.present,
      items: session.items,
      isAnnounced: session.isAnnounced,
      revision: session.revision,
      versions: versions.length,
    },
    sitting: sitting.map((member) => ({
      id: member.id,
      number: member.number,
      name: member.name,
      office: member.office,
    })),
    quorum: quorumOf(sitting.length, came.length),
    processes: processes.map((row) => ({ id: row.id, title: localized(row, 'title', locale) })),
    limits: SESSION_LIMITS,
    slots: Math.min(SESSION_LIMITS.items, session.items.length + SPARE_ITEMS),
  }
}

/** What the form or its buttons ask; a refusal keeps what was typed. */
export async function takeEdit(request: Request, { town, actor }: StaffScene, id: string) {
  const form = await readForm(request)
  const here = commissionPaths.edit(town.slug, id)
  const who = { townId: town.id, actorId: actor.personId, id }
  try {
    switch (form.get('intent')) {
      case 'save': {
        const read = readSession(form, town.timeZone)
        if (read.unread) return data({ ...read.unread, refusal: undefined }, { status: 400 })
        const { head, ...rest } = read.value
        await changeSession({ townId: town.id, id, ...head, ...rest })
        return redirect(`${here}?saved=1`)
      }
      case 'publish': {
        const reason = cleaned(String(form.get('reason') ?? '')).slice(0, REASON_LENGTH)
        await publishProtocol({ ...who, revision: Number(form.get('seen')), reason })
        return redirect(commissionPaths.session(town.slug, id))
      }
      case 'remove':
        await removeSession(who)
        return redirect(commissionPaths.index(town.slug))
      default:
        throw new Refusal('input.bad')
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, details, status } = error
    return data({ ...unreadOf(form, {}), refusal: { code: code as string, details } }, { status })
  }
}
