import { nameIn } from '#app/domain/default-names.ts'
import { localized } from '#app/domain/localized.ts'
import { actsOn } from '#app/domain/moderation.ts'
import { can } from '#app/domain/permissions.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { listClaims } from '#app/models/claims.server.ts'
import { loadQueue } from '#app/models/queue.server.ts'
import { CAUSES } from '#app/models/queue-keys.server.ts'
import { listReasonTemplates } from '#app/models/reasons.server.ts'
import { listWaitingRemarks } from '#app/models/remark-desk.server.ts'
import { getLogHead } from '#app/models/staff-acts.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { requireStaff } from '#app/session.server.ts'
import { variantPaths } from '#app/variant-paths.ts'
import { nameOfVariant } from '#app/variant-view.server.ts'
import { entryFacts } from './entry-facts.server.ts'

const SHOWN = 40
const TYPES = ['contribution', 'comment', 'photo'] as const

/** The queue as this moderator may see it, with its counts and who looks at what. */
export async function loadDesk(request: Request, params: unknown) {
  const { town, locale, actor } = await requireStaff(request, townParams.parse(params).town, 'desk:open')
  const search = new URL(request.url).searchParams
  const cause = CAUSES.find((name) => name === search.get('cause')) ?? null
  const type = TYPES.find((name) => name === search.get('type')) ?? null
  // The log's place first: what is decided after it makes a decision on this page too late.
  const head = await getLogHead(town.id)
  const [queue, templates, claims, remarks] = await Promise.all([
    loadQueue(town.id, SHOWN, { limits: actor.limits ?? null, cause, type }),
    listReasonTemplates(town.id),
    listClaims(town.id),
    can(actor, 'remark:moderate') ? listWaitingRemarks(town.id) : [],
  ])
  const facts = await entryFacts(town.id, queue.items, locale)
  return {
    seq: head?.seq ?? 0,
    all: queue.all,
    matching: queue.matching,
    counts: queue.counts,
    cause,
    type,
    /** Remarks pinned on drawings, by their variants: they are decided on pages of their own. */
    remarks: {
      title: tOf(locale)('served.variants.remarks.waiting'),
      variants: remarks.map(({ variantId, count, ...variant }) => ({
        href: variantPaths.remarks(town.slug, variantId),
        text: `${nameOfVariant(variant, locale)}: ${count}`,
      })),
    },
    items: queue.items.map(({ photos, entry, ...item }) => ({
      ...item,
      author: item.author && nameIn(item.author, locale),
      facts: (entry && facts.get(item.contribution.id)) ?? null,
      acts:
        item.subject.type === 'photo'
          ? actsOn(item.visibility, { isReported: true, isEdited: false, isComment: true }).filter(
              (act) => act !== 'approve',
            )
          : actsOn(item.visibility, {
              isReported: item.reports.length + item.flags.length > 0 && item.visibility !== 'pending',
              isEdited: item.causes.includes('edited'),
              isComment: item.subject.type === 'comment',
            }),
      photos: photos.map((photo) => ({
        ...photo,
        alt: localized(photo, 'alt', locale),
        small: paths.photo(town.id, photo.id, 's'),
        large: paths.photo(town.id, photo.id, 'l'),
      })),
    })),
    claims: claims
      .filter(({ personId }) => personId !== actor.personId)
      .map(({ subjectId, name }) => ({ subjectId, name: nameIn(name, locale) })),
    templates: templates.map((row) => ({
      id: row.id,
      act: row.act,
      title: localized(row, 'title', locale),
    })),
  }
}

export type DeskData = Awaited<ReturnType<typeof loadDesk>>
