import { localized } from '#app/domain/localized.ts'
import { isWithin } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { listAssignments, listStaffNotes } from '#app/models/assignments.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { getMergedInto, listMergedAuthors } from '#app/models/merged-into.server.ts'
import { listPseudonyms, listStaff } from '#app/models/people.server.ts'
import { findSimilar, listRefusedNumbers } from '#app/models/similar.server.ts'
import { numberParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

/** What the staff know of one pin or proposal beside what its page shows. */
export async function loadEntry(request: Request, params: unknown) {
  const { town: slug, number } = numberParams.parse(params)
  const { town, actor, locale } = await requireStaff(request, slug, 'desk:open')
  const row = await getContribution(town.id, number)
  if (!row) throw new Refusal('contribution.not-found')
  if (!isWithin(actor.limits, row)) throw new Refusal('role.elsewhere')
  const point = row.lng !== null && row.lat !== null && row.geometry ? [row.lng, row.lat] : null
  const [notes, [assignment], staff, merged, mergedInto, similar, authors, refused] = await Promise.all([
    listStaffNotes(town.id, row.id),
    listAssignments(town.id, [row.id]),
    listStaff(town.id),
    listMergedAuthors(town.id, row.id),
    getMergedInto(town.id, number),
    findSimilar({
      townId: town.id,
      text: `${row.title} ${row.body}`,
      point,
      spaceId: row.spaceId,
      exceptId: row.id,
    }),
    listPseudonyms(row.authorId ? [row.authorId] : []),
    listRefusedNumbers(town.id, row.id),
  ])
  return {
    number,
    isProposal: row.kind === 'proposal',
    title: localized(row, 'title', locale),
    ownTitle: row.title,
    body: row.body,
    updatedAt: row.updatedAt,
    visibility: row.visibility,
    place: row.lng !== null && row.lat !== null ? `${row.lat}, ${row.lng}` : '',
    author: row.authorId ? { id: row.authorId, name: authors.get(row.authorId) ?? '' } : null,
    notes,
    assignment: assignment ? { assigneeId: assignment.assigneeId, dueAt: assignment.dueAt } : null,
    staff: [...new Map(staff.map((one) => [one.personId, one.pseudonym]))].map(([id, name]) => ({
      id,
      name,
    })),
    merged,
    mergedInto,
    refused,
    similar: similar.map(({ number, supports, distanceM, ...other }) => ({
      number,
      title: localized(other, 'title', locale),
      supports,
      distanceM,
    })),
  }
}

export type EntryData = Awaited<ReturnType<typeof loadEntry>>
