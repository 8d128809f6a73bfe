import { createCookie, data } from '@remix-run/node'
import { localized } from '#app/domain/localized.ts'
import { phaseState } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { seededOrder } from '#app/domain/seeded-order.ts'
import { isAtLeast } from '#app/domain/trust.ts'
import { env } from '#app/env.server.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { votingWords } from '#app/i18n/voting-words.server.ts'
import { termsHash, type VoteOption } from '#app/models/frozen.server.ts'
import { newToken } from '#app/models/ids.server.ts'
import { listPublicPhotos } from '#app/models/photos.server.ts'
import { getProcess, type Process } from '#app/models/processes.server.ts'
import { isConfirmedResident } from '#app/models/residents.server.ts'
import { listMoves } from '#app/models/staff-acts.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { getTrust } from '#app/models/trust.server.ts'
import { countEndedVotes } from '#app/models/vote-clock.server.ts'
import {
  countBallots,
  getOwnBallot,
  getVote,
  listPlacesOfOptions,
  type OwnBallot,
  type Vote,
} from '#app/models/votes.server.ts'
import { processParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getScene, type Scene, setCookie } from '#app/session.server.ts'
import { getVisit } from '#app/visit.server.ts'

/** For readers who are not signed in: keeps the order of the options theirs through a reload; says nothing of them. */
const orderCookie = createCookie('sreda_order', { path: '/', httpOnly: true, sameSite: 'lax' })

const DAY_MS = 86_400_000

export async function loadVote(request: Request, params: unknown) {
  const { town: slug, process: processSlug } = processParams.parse(params)
  const scene = await getScene(request, slug)
  const { town, locale } = scene
  const visit = await getVisit(request, scene)
  const person = visit ? { id: visit.personId } : scene.person
  const now = new Date()
  await countEndedVotes(now)
  const process = await getProcess(town.id, processSlug)
  const vote = await getVote(town.id, votePhaseOf(process, now).id)
  const seed = person?.id ?? (await orderCookie.parse(request.headers.get('Cookie')))
  const made = typeof seed === 'string' ? null : newToken()
  const ordered = seededOrder(vote.options, `${seed ?? made} ${vote.phase.id}`)
  const [options, cast, own, canVote] = await Promise.all([
    optionViews(scene, ordered),
    countBallots(town.id, vote.phase.id),
    ownBallotOf(town, person, vote),
    standingOf(town, person, vote),
  ])
  const view = {
    words: votingWords(locale),
    process: {
      slug: process.slug,
      title: localized(process, 'title', locale),
      question: localized(process, 'question', locale),
    },
    phase: {
      id: vote.phase.id,
      state: phaseState(vote.phase, now),
      startsAt: vote.phase.startsAt,
      endsAt: vote.phase.endsAt,
    },
    settings: vote.settings && {
      method: vote.settings.method,
      electorate: vote.settings.electorate,
      rule: vote.settings.rule.name,
      ties: vote.settings.rule.ties,
      budgetMinor: vote.settings.budgetMinor,
      minimumAge: vote.settings.minimumAge,
      unlinksAt: vote.phase.endsAt
        ? new Date(vote.phase.endsAt.getTime() + vote.settings.unlinkDays * DAY_MS)
        : null,
    },
    frozenHash: vote.frozen?.hash ?? null,
    /** What the reader is shown, by its hash: a ballot under other terms is refused. */
    terms: vote.settings
      ? termsHash({
          ...vote,
          phaseId: vote.phase.id,
          settings: vote.settings,
          frozenHash: vote.frozen?.hash ?? null,
        })
      : '',
    moves: await listMoves(town.id, vote.phase.id),
    options,
    cast: cast.web + cast.paper + cast.import,
    own,
    canVote,
    leastTrust: vote.phase.settings.leastTrust ?? 'anonymous',
  }
  return data(view, made ? { headers: { 'Set-Cookie': await setCookie(orderCookie, made) } } : undefined)
}

export type VoteView = Awaited<ReturnType<typeof loadVote>>['data']
export type OptionView = VoteView['options'][number]
export type SettingsView = NonNullable<VoteView['settings']>

/** The vote of a process to show: the open one, else the last that has begun, else the first to come. */
export function votePhaseOf(process: Process, now: Date): Process['phases'][number] {
  const votes = process.phases.filter(({ kind }) => kind === 'vote')
  const found =
    votes.find((phase) => phaseState(phase, now) === 'open') ??
    votes.findLast((phase) => phase.startsAt <= now) ??
    votes[0]
  if (!found) throw new Refusal('phase.not-found')
  return found
}

/** 'yes', or what stands before it. */
async function standingOf(town: Town, person: { id: string } | null, { phase, settings }: Vote) {
  if (settings?.electorate === 'codes') return 'code' as const
  if (!person) return 'sign-in' as const
  if (settings?.electorate === 'confirmed' && !(await isConfirmedResident(town.id, person.id)))
    return 'not-confirmed' as const
  const least = phase.settings.leastTrust ?? 'anonymous'
  if (least !== 'anonymous' && !isAtLeast(await getTrust(town.id, person.id), least))
    return 'not-trusted' as const
  return 'yes' as const
}

async function ownBallotOf(
  town: Town,
  person: { id: string } | null,
  { phase, settings }: Vote,
): Promise<OwnBallot | null> {
  if (!person || !settings || settings.electorate === 'codes') return null
  const voter = { personId: person.id }
  return getOwnBallot({ townId: town.id, phaseId: phase.id, voter, secret: env().SESSION_SECRET })
}

async function optionViews({ town, locale }: Scene, options: VoteOption[]) {
  const [places, photos] = await Promise.all([
    listPlacesOfOptions(town.id, options),
    listPublicPhotos(
      town.id,
      options.flatMap(({ contributionId }) => contributionId ?? []),
    ),
  ])
  return options.map((option) => {
    const place = places.find(({ id }) => id === option.contributionId || id === option.spaceId)
    const photo = photos.find(({ contributionId }) => contributionId === option.contributionId)
    return {
      id: option.id,
      number: option.number,
      title: localized(option, 'title', locale),
      summary: localized(option, 'summary', locale),
      costMinor: option.costMinor,
      at: place && place.lng !== null && place.lat !== null ? ([place.lng, place.lat] as const) : null,
      href: place ? hrefOf(town.slug, place) : null,
      photo: photo ? photoView(town.id, photo, locale) : null,
    }
  })
}

function hrefOf(town: string, place: { number: number | null; slug: string | null }): string | null {
  if (place.number !== null) return paths.contribution(town, place.number)
  return place.slug === null ? null : paths.space(town, place.slug)
}

function photoView(
  townId: string,
  photo: Awaited<ReturnType<typeof listPublicPhotos>>[number],
  locale: Locale,
) {
  return { src: paths.photo(townId, photo.id, 's'), alt: localized(photo, 'alt', locale) }
}
