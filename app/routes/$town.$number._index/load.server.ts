import { cardsOf, namesOf } from '#app/cards.server.ts'
import { mayEdit, maySee, mayWithdraw, nounOf } from '#app/domain/contributions.ts'
import { nameIn } from '#app/domain/default-names.ts'
import { localized } from '#app/domain/localized.ts'
import { actsOn } from '#app/domain/moderation.ts'
import { can } from '#app/domain/permissions.ts'
import { templateOf } from '#app/domain/reasons.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getHistory, listAnswers } from '#app/models/answers.server.ts'
import { cameThroughHelpDesk } from '#app/models/assisted.server.ts'
import { listCited } from '#app/models/citations.server.ts'
import { listComments } from '#app/models/comments.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { cameFromImport } from '#app/models/import-drafts.server.ts'
import { listCoAuthors } from '#app/models/merged-into.server.ts'
import { nearestPlace } from '#app/models/nearest-place.server.ts'
import { listPseudonyms } from '#app/models/people.server.ts'
import { listPhotos } from '#app/models/photos.server.ts'
import { listPlansOf } from '#app/models/plan-mentions.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listReasonTemplates } from '#app/models/reasons.server.ts'
import { countSupportsHeld, listSupported } from '#app/models/supports.server.ts'
import { nearestText } from '#app/nearest-text.ts'
import { paths } from '#app/paths.ts'
import { processView } from '#app/process-view.server.ts'
import type { Scene } from '#app/session.server.ts'
import { waitedText } from '#app/speed-text.server.ts'
import type { Visit } from '#app/visit.server.ts'
import { editViews } from './history-view.server.ts'

/** Everything that a contribution's page shows to this reader. @throws {Refusal} 'contribution.not-found' */
export async function loadContribution(
  { town, actor, person, locale }: Scene,
  number: number,
  visit: Visit | null = null,
) {
  const row = await getContribution(town.id, number)
  const isDesk = can(actor, 'desk:open')
  if (!row || !maySee(row, actor && { personId: actor.personId, isDesk }))
    throw new Refusal('contribution.not-found')
  const now = new Date()
  const supporterId = visit?.personId ?? actor?.personId ?? null
  const [
    names,
    photos,
    comments,
    answers,
    history,
    cited,
    processes,
    authors,
    supported,
    coAuthors,
    nearest,
    plans,
  ] = await Promise.all([
    namesOf(town.id, locale),
    listPhotos(town.id, [row.id]),
    listComments(town.id, row.id),
    listAnswers(town.id, [row.id]),
    getHistory(town.id, row.id),
    listCited(town.id, row.id),
    listProcesses(town.id, now),
    listPseudonyms(row.authorId ? [row.authorId] : []),
    supporterId ? listSupported(town.id, supporterId, [row.id]) : new Set<string>(),
    listCoAuthors(town.id, row),
    row.placePrecision === 'point' && row.lng !== null && row.lat !== null
      ? nearestPlace(town.id, [row.lng, row.lat], locale)
      : null,
    listPlansOf(town.id, row.id),
  ])
  const process = processView(processes.find((candidate) => candidate.id === row.processId)!, locale, now)
  const isOwn = actor !== null && row.authorId === actor.personId
  const limit = process.now?.supportLimit ?? null
  const held =
    supporterId && limit !== null ? await countSupportsHeld(town.id, supporterId, row.processId) : 0
  const lastAct = history.acts
    .filter(
      (act) =>
        !act.undoneBy && act.act === (row.visibility === 'hidden' ? 'moderation.hide' : 'moderation.return'),
    )
    .at(-1)
  const isPublished = row.visibility === 'published'
  const noun = nounOf(row.kind)
  // What the desk has hidden is seen by who may open its file; its words are hidden with it.
  const shown = photos.filter((photo) => photo.visibility === 'published' || isOwn || isDesk)
  const templates = lastAct || can(actor, `${noun}:hide`, row) ? await listReasonTemplates(town.id) : []
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    title: localized(row, 'title', locale),
    body: localized(row, 'body', locale),
    isTranslated: locale !== row.locale && row.translations[locale]?.body !== undefined,
    plans: plans.map(({ id, title, version }) => ({
      href: paths.plan(town.slug, id),
      text: tOf(locale)('served.plans.takenInto', { title: [title, version].filter(Boolean).join(', ') }),
    })),
    isAssisted: await cameThroughHelpDesk(town.id, row.id),
    author: nameIn((row.authorId && authors.get(row.authorId)) || '', locale) || null,
    /** Where it is from instead of an author. */
    source:
      !row.authorId &&
      coAuthors.length === 0 &&
      (row.externalId !== null || (await cameFromImport(town.id, row.id)))
        ? tOf(locale)('served.imports.source')
        : null,
    coAuthors: coAuthors.map((name) => nameIn(name, locale)),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    visibility: row.visibility,
    visibilityReason:
      lastAct && (row.visibility === 'returned' || row.visibility === 'hidden')
        ? (templateOf(lastAct.reason, templates)?.reasonIn(locale) ?? lastAct.reason)
        : '',
    status: row.status,
    decision: row.decision,
    supports: row.supports,
    votes: row.votes,
    commentCount: row.comments,
    costMinor: row.costMinor,
    category: row.categoryId ? (names.categories.get(row.categoryId) ?? null) : null,
    space: row.spaceId ? (names.spaces.get(row.spaceId) ?? null) : null,
    process,
    place: {
      geometry: row.geometry,
      lng: row.lng,
      lat: row.lat,
      precision: row.placePrecision,
      text: localized(row, 'placeText', locale),
      nearest: nearest ? nearestText(tOf(locale), nearest) : '',
    },
    photos: shown.map((photo) => ({
      id: photo.id,
      isHidden: photo.visibility === 'hidden',
      alt: localized(photo, 'alt', locale),
      width: photo.width,
      height: photo.height,
      small: paths.photo(town.id, photo.id, 's'),
      medium: paths.photo(town.id, photo.id, 'm'),
      large: paths.photo(town.id, photo.id, 'l'),
      jpeg: paths.photoJpeg(town.id, photo.id),
    })),
    comments: comments
      .filter((comment) => comment.visibility !== 'withdrawn')
      .map((comment) => {
        const isReadable =
          comment.visibility === 'published' ||
          isDesk ||
          (actor !== null && comment.authorId === actor.personId)
        return {
          id: comment.id,
          parentId: comment.parentId,
          isOfficial: comment.isOfficial,
          visibility: comment.visibility,
          author: comment.author && nameIn(comment.author, locale),
          createdAt: comment.createdAt,
          body: isReadable ? localized(comment, 'body', locale) : null,
          isOwn: actor !== null && comment.authorId === actor.personId,
        }
      })
      .filter(
        (comment, _, all) =>
          comment.body !== null ||
          comment.visibility === 'hidden' ||
          // What was answered keeps its place, without its words.
          all.some((reply) => reply.parentId === comment.id && reply.body !== null),
      ),
    waited: answers.length > 0 ? waitedText(row.createdAt, answers.at(-1)!.createdAt, locale) : '',
    answers: answers.map((answer) => ({
      id: answer.id,
      decision: answer.decision,
      status: answer.status,
      body: localized(answer, 'body', locale),
      createdAt: answer.createdAt,
    })),
    history: {
      edits: editViews(row, history.edits, names, isOwn || isDesk),
      statuses: history.statuses.map((change) => ({
        id: change.id,
        at: change.createdAt,
        status: change.status,
      })),
    },
    cites: await cardsOf(town.id, cited.cites, locale),
    citedBy: await cardsOf(town.id, cited.citedBy, locale),
    mine: {
      isOwn,
      isSignedIn: person !== null,
      isSupporting: supported.has(row.id),
      supportsLeft: limit === null ? null : Math.max(0, limit - held),
      maySupport: isPublished && (process.now?.acts.includes('support') ?? false),
      mayComment: isPublished && (process.now?.acts.includes('comment') ?? false),
      mayEdit:
        mayEdit(row, actor?.personId ?? null) &&
        (row.visibility === 'returned' ||
          (process.now?.acts.includes(row.kind === 'proposal' ? 'propose' : 'pin') ?? false)),
      mayWithdraw: mayWithdraw(row, actor?.personId ?? null),
      mayAnswer: can(actor, `${noun}:answer`, row),
    },
    moderation: can(actor, `${noun}:hide`, row)
      ? {
          acts: actsOn(row.visibility, { isReported: false, isEdited: false, isComment: false }),
          templates: templates.map((template) => ({
            id: template.id,
            act: template.act,
            title: localized(template, 'title', locale),
          })),
        }
      : null,
    answerId: newId(),
    commentId: newId(),
  }
}

export type ContributionData = Awaited<ReturnType<typeof loadContribution>>
