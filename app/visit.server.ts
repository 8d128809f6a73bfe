import { createCookie } from '@remix-run/node'
import { can } from '#app/domain/permissions.ts'
import { env } from '#app/env.server.ts'
import { mustBeParticipant, type Scene, setCookie } from '#app/session.server.ts'

const MINUTES = 30

/** A resident stands before a clerk, who acts for them until one of both is done. */
const visitCookie = createCookie('sreda_visit', {
  path: '/',
  httpOnly: true,
  sameSite: 'lax',
  maxAge: MINUTES * 60,
  secrets: [env().SESSION_SECRET],
})

export interface Visit {
  townId: string
  personId: string
  clerkId: string
}

export async function openVisit(visit: Visit): Promise<string> {
  return setCookie(visitCookie, { ...visit, until: Date.now() + MINUTES * 60_000 })
}

export async function closeVisit(): Promise<string> {
  return setCookie(visitCookie, '', { maxAge: 0 })
}

/** The visit at this clerk's desk: in this town, for who opened it, while they may do so. */
export async function getVisit(
  request: Request,
  { town, actor }: Pick<Scene, 'town' | 'actor'>,
): Promise<Visit | null> {
  if (!can(actor, 'helpdesk:act')) return null
  const visit = await visitCookie.parse(request.headers.get('Cookie'))
  if (!visit || visit.townId !== town.id || visit.clerkId !== actor?.personId || !(visit.until > Date.now()))
    return null
  return visit
}

/**
 * For whom somebody acts: themselves, or at the help desk the resident before them; then each act is marked with `clerkId`.
 * @throws {Refusal} as `mustBeParticipant`
 */
export async function participantIn(
  request: Request,
  scene: Scene,
): Promise<{ personId: string; clerkId?: string }> {
  const visit = await getVisit(request, scene)
  if (visit) return { personId: visit.personId, clerkId: visit.clerkId }
  return { personId: (await mustBeParticipant(request)).id }
}
