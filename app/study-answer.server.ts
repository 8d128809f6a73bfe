import { data, redirect } from '@remix-run/node'
import { markOfAnswer } from '#app/device.server.ts'
import { bboxOf } from '#app/domain/geometry/bbox.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Fault } from '#app/domain/study/answer.ts'
import { env } from '#app/env.server.ts'
import { isKnown, mustAnswerChallenge, takeSigns } from '#app/human.server.ts'
import { formatDate } from '#app/i18n/format.ts'
import { pageWords, servedWords, tOf } from '#app/i18n/words.server.ts'
import { isBallotId, isId, keyedHash, newBallotId, sha256 } from '#app/models/ids.server.ts'
import { giveAnswer } from '#app/models/study-answers.server.ts'
import { listVersions, type StudyForm } from '#app/models/study-forms.server.ts'
import { isOpen, type Round } from '#app/models/study-rounds.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { ANONYMOUS } from '#app/offline/draft-name.ts'
import { readForm } from '#app/read-form.server.ts'
import { refusalText } from '#app/refusal-text.server.ts'
import { addressOf, type Scene } from '#app/session.server.ts'
import { type QuestionView, questionViews } from '#app/study-view.server.ts'
import { getVisit } from '#app/visit.server.ts'

export interface AnsweringView {
  roundId: string
  version: number
  questions: QuestionView[]
}

/** What a form that was not taken is answered with: everything typed, and why. */
export interface AnswerRefused {
  typed: Record<string, string[]>
  faults: Fault[]
  refusal: { text: string; challenge: string | null } | null
}

/** The round that takes answers now; else the next one, else the last one; null where there is none. */
export function roundNow<R extends Pick<Round, 'startsAt' | 'endsAt'>>(
  rounds: readonly R[],
  now: Date,
): R | null {
  const open = rounds.filter((round) => isOpen(round, now))
  return open.at(-1) ?? rounds.find(({ startsAt }) => startsAt > now) ?? rounds.at(-1) ?? null
}

/** What a round asks in the reader's language, whether it does so now, and a sentence about when. */
export async function loadAnswering(
  { town, locale }: Scene,
  form: Pick<StudyForm, 'townId' | 'id' | 'version'>,
  round: Pick<Round, 'id' | 'startsAt' | 'endsAt'>,
  now = new Date(),
) {
  const t = tOf(locale)
  const date = (moment: Date) => formatDate(moment, locale, town.timeZone)
  const open = isOpen(round, now)
  const versions = open ? await listVersions(form.townId, form.id) : []
  const content = versions.find(({ version }) => version === form.version)?.content
  const view: AnsweringView | null = content
    ? { roundId: round.id, version: form.version, questions: questionViews(content, locale) }
    : null
  const when = open
    ? round.endsAt
      ? t('served.study.openUntil', { date: date(round.endsAt) })
      : t('served.study.openAlways')
    : round.startsAt > now
      ? t('served.study.closedUntil', { date: date(round.startsAt) })
      : t('served.study.closedSince', { date: date(round.endsAt!) })
  const hasPlaces = view?.questions.some(({ type }) => ['point', 'line', 'area'].includes(type)) ?? false
  return {
    view,
    when,
    words: {
      served: servedWords(locale, 'study'),
      ...(hasPlaces ? pageWords(locale, 'form', 'picker') : {}),
    },
  }
}

/** How often an address may answer without signing in, in ten minutes, before it shows that it is no program. */
const A_BURST = 12
const SPAN_MS = 600_000
const MOST_KNOWN = 10_000
const answered = new Map<string, number[]>()

/**
 * Takes a sent form: of the resident at the help desk, of who is signed in, else of the browser. No redirect loses what was
 * typed: what is wrong comes back with it.
 */
export async function actOnAnswer(
  request: Request,
  scene: Scene,
  { roundIds, thanks, now = new Date() }: { roundIds: readonly string[]; thanks: string; now?: Date },
) {
  const { town, actor, locale } = scene
  const form = await readForm(request)
  const signs = takeSigns(form)
  const typed = typedIn(form)
  try {
    const said = (name: string) => String(form.get(name) ?? '')
    const roundId = said('round')
    const version = Number(said('version'))
    if (!roundIds.includes(roundId)) throw new Refusal('round.not-found')
    if (!Number.isSafeInteger(version)) throw new Refusal('input.bad')
    const id = isBallotId(said('id')) || isId(said('id')) ? said('id') : newBallotId()
    const visit = await getVisit(request, scene)
    const personId = visit?.personId ?? scene.person?.id ?? null
    // An answer that waited for the network is nobody else's, whoever is here when it comes back.
    if (form.has('owner') && said('owner') !== ownerOf(scene.person?.id, visit?.personId))
      throw new Refusal('round.other-person')
    const { mark, cookie } = personId ? { mark: '', cookie: null } : await markOfAnswer(request, id)
    const address = addressOf(request)
    if (!isKnown(actor, {}) && (signs.isTrapped || (!personId && isCrowded(address, now))))
      await mustAnswerChallenge(signs, ['study', town.id, address], now)
    const who = personId ? ['person', personId] : ['browser', mark]
    const respondent = keyedHash(env().SESSION_SECRET, 'respondent', roundId, ...who)
    const result = await giveAnswer({
      ...{ townId: town.id, roundId, id, respondent, version, typed, now },
      limits: { box: boxOf(town) },
    })
    if ('faults' in result) return refused({ typed, faults: result.faults, refusal: null }, 400)
    if (!personId) noteAnswer(address, now)
    return redirect(`${thanks}?sent=${result.replaced ? 'again' : 'once'}`, {
      headers: cookie ? { 'Set-Cookie': cookie } : undefined,
    })
  } catch (error) {
    const { text, status } = refusalText(error, locale, town.currency)
    const { challenge } = (error as Refusal).details
    const refusal = { text, challenge: typeof challenge === 'string' ? challenge : null }
    return refused({ typed, faults: [], refusal }, status)
  }
}

/** As the page names whose drafts lie on a device (`useDraftOwner`). */
function ownerOf(personId: string | undefined, visitorId: string | undefined): string {
  const own = personId ? sha256(personId).slice(0, 16) : ANONYMOUS
  return visitorId ? `${own}-${sha256(visitorId).slice(0, 16)}` : own
}

const refused = (answer: AnswerRefused, status: number) => data<AnswerRefused>(answer, { status })

/** `q-ID` is an answer; `q-ID.OPTION` one of several. */
function typedIn(form: FormData): Record<string, string[]> {
  const typed: Record<string, string[]> = Object.create(null)
  for (const [name, value] of form) {
    const [, id, option] = /^q-([a-z][a-z0-9-]{0,39})(?:\.([a-z][a-z0-9-]{0,39}))?$/.exec(name) ?? []
    if (!id || typeof value !== 'string') continue
    typed[id] = [...(typed[id] ?? []), option ?? value]
  }
  return { ...typed }
}

/** Around the town's boundary, or some kilometres around its middle. */
function boxOf({ boundary, lng, lat }: Town) {
  if (boundary) return bboxOf(boundary)
  return [lng - 0.3, lat - 0.2, lng + 0.3, lat + 0.2] as const
}

function isCrowded(address: string, now: Date): boolean {
  const recent = (answered.get(address) ?? []).filter((at) => at > now.getTime() - SPAN_MS)
  return recent.length >= A_BURST
}

function noteAnswer(address: string, now: Date) {
  const recent = (answered.get(address) ?? []).filter((at) => at > now.getTime() - SPAN_MS)
  answered.delete(address)
  answered.set(address, [...recent, now.getTime()])
  if (answered.size > MOST_KNOWN) answered.delete(answered.keys().next().value!)
}
