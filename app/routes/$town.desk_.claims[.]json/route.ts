import type { ActionFunctionArgs } from '@remix-run/node'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { orFailInJson } from '#app/failed.server.ts'
import { getActSubject } from '#app/models/act-subjects.server.ts'
import { claimSubject, listClaims } from '#app/models/claims.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { countQueue } from '#app/models/queue-keys.server.ts'
import { getLogHead } from '#app/models/staff-acts.server.ts'
import { townParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'

const TYPES = ['contribution', 'comment', 'photo'] as const

/** A moderator says what they look at, and is told what others do and whether the queue is another than the page shows. */
export function action({ params, request }: ActionFunctionArgs) {
  return orFailInJson(request, async () => {
    const { town, actor } = await requireStaff(request, townParams.parse(params).town, 'desk:open')
    const form = await readForm(request)
    const type = TYPES.find((name) => name === form.get('type'))
    const id = String(form.get('id') ?? '')
    if (type && isId(id)) {
      // A moderator of one space takes nothing from those of another.
      mustBeAbleTo(actor, 'desk:undo', await getActSubject(town.id, { type, id }))
      const claim = { townId: town.id, personId: actor.personId, subject: { type, id } }
      await claimSubject({ ...claim, isTakeover: form.get('takeover') === 'on' })
    }
    const [claims, head, all] = await Promise.all([
      listClaims(town.id),
      getLogHead(town.id),
      countQueue(town.id, actor.limits ?? null),
    ])
    const others = claims
      .filter(({ personId }) => personId !== actor.personId)
      .map(({ subjectId, name }) => ({ subjectId, name }))
    return Response.json(
      { claims: others, seq: head?.seq ?? 0, all },
      { headers: { 'Cache-Control': 'no-store' } },
    )
  })
}
