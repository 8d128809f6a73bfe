/**
 * The only business error: a code that the languages translate (`refusals.*` in app/i18n) and the HTTP status it means.
 * `details` fill the translated sentence.
 */
export class Refusal extends Error {
  readonly status: number
  constructor(
    readonly code: RefusalCode,
    readonly details: Record<string, string | number> = {},
  ) {
    super(code)
    this.status = STATUS[code]
  }
}

const STATUS = {
  'town.not-found': 404,
  'process.not-found': 404,
  'space.not-found': 404,
  'contribution.not-found': 404,
  'comment.not-found': 404,
  'photo.not-found': 404,
  'base-map.not-found': 404,
  'person.not-found': 404,
  'category.not-found': 404,
  'template.not-found': 404,
  'act.not-found': 404,
  'person.not-signed-in': 401,
  'person.no-consent': 403,
  'role.missing': 403,
  'phase.closed': 409,
  'support.limit-reached': 409,
  'support.own': 409,
  'contribution.not-published': 409,
  'contribution.has-supports': 409,
  'contribution.not-author': 403,
  'contribution.limit-reached': 429,
  'comment.limit-reached': 429,
  'comment.too-deep': 409,
  'place.missing': 400,
  'place.outside': 400,
  'place.bad-geometry': 400,
  'citation.not-found': 400,
  'reason.missing': 400,
  'moderation.changed-meanwhile': 409,
  'act.not-undoable': 409,
  'answer.missing': 400,
  'status.needs-answer': 409,
  'desk.claimed': 409,
  'person.blocked': 403,
  'person.is-staff': 409,
  'block.not-found': 404,
  'appeal.once': 409,
  'appeal.nothing': 409,
  'appeal.same-person': 403,
  'appeal.not-found': 404,
  'merge.other-process': 409,
  'merge.other-kind': 409,
  'merge.itself': 400,
  'merge.not-published': 409,
  'merge.on-ballot': 409,
  'merge.not-found': 404,
  'reason.too-many': 409,
  'challenge.needed': 429,
  'challenge.failed': 400,
  'act.too-many': 429,
  'person.not-staff': 400,
  'table.unreadable': 400,
  'code.wrong': 400,
  'code.expired': 400,
  'code.too-many-tries': 429,
  'code.too-many-requests': 429,
  'photo.not-an-image': 400,
  'photo.too-big': 413,
  'photo.too-many': 400,
  'slug.taken': 409,
  'phases.bad-order': 400,
  'role.last-admin': 409,
  'input.too-big': 413,
  'input.bad': 400,
} as const

export type RefusalCode = keyof typeof STATUS
