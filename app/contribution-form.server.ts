import { data, redirect } from '@remix-run/node'
import { toRefused } from '#app/answer.server.ts'
import { choicesOf } from '#app/choices.server.ts'
import {
  dropPhotos,
  dropUnrecorded,
  placeFrom,
  readContributionForm,
  storePhotos,
} from '#app/contribution-input.server.ts'
import { noteDevice } from '#app/device.server.ts'
import { isPin } from '#app/domain/contributions.ts'
import { nameIn } from '#app/domain/default-names.ts'
import { pointOf } from '#app/domain/geometry/representative.ts'
import { parseMoney } from '#app/domain/money.ts'
import { mustAllow } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { isKnown, mustBeHuman, takeSigns } from '#app/human.server.ts'
import { sendingWords } from '#app/i18n/sending-words.server.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { type Place, submitContribution } from '#app/models/contributions.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listIdsOfNumbers } from '#app/models/listing.server.ts'
import type { NewPhoto } from '#app/models/photos.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { answerPlaceQuestion } from '#app/place-question.server.ts'
import { processView } from '#app/process-view.server.ts'
import { readForm } from '#app/read-form.server.ts'
import { getPersonOf, getScene, isAnswerToForm, requireParticipant } from '#app/session.server.ts'
import { type SimilarView, similarViews } from '#app/similar-view.server.ts'
import { participantIn } from '#app/visit.server.ts'

/** What the form of a pin or a proposal offers to choose from. */
export async function loadContributionForm(request: Request, params: unknown, act: 'pin' | 'propose') {
  const { town: slug } = townParams.parse(params)
  const { town, locale } = await getScene(request, slug)
  const person = isAnswerToForm(request) ? await getPersonOf(request) : await requireParticipant(request)
  const [processes, spaces, categories] = await Promise.all([
    listProcesses(town.id),
    listSpaces(town.id),
    listCategories(town.id),
  ])
  const search = new URL(request.url).searchParams
  const open = processes
    .map((process) => ({ ...processView(process, locale), spaceIds: process.spaceIds }))
    .filter((process) => process.now?.acts.includes(act))
  const startSpace = spaces.find((space) => space.slug === search.get('space'))
  const asked =
    open.find((process) => process.slug === search.get('process')) ??
    open.find((process) => startSpace && process.spaceIds.includes(startSpace.id))
  return {
    id: newId(),
    pseudonym: nameIn(person?.pseudonym ?? '', locale),
    processes: open.map(({ id, title, now }) => ({ id, title, isModerated: now?.isModerated ?? false })),
    process: asked?.id ?? open[0]?.id ?? null,
    ...choicesOf(slug, locale, spaces, categories),
    similarWords: servedWords(locale, 'similar'),
    placeWords: servedWords(locale, 'places'),
    words: sendingWords(locale),
    startSpace: startSpace ? { id: startSpace.id, lng: startSpace.lng, lat: startSpace.lat } : null,
  }
}

export type ContributionFormData = Awaited<ReturnType<typeof loadContributionForm>>

/** Takes the sent form: everything is checked before anything is kept, and what was typed comes back with the errors. */
export async function takeContributionForm(request: Request, params: unknown, kind: 'pin' | 'proposal') {
  const { town: slug } = townParams.parse(params)
  const scene = await getScene(request, slug)
  const { town, locale } = scene
  const form = await readForm(request)
  const question = await answerPlaceQuestion(form, scene)
  if (question) return question
  const signs = takeSigns(form)
  const submission = readContributionForm(form, kind)
  let photos: NewPhoto[] = []
  try {
    const by = await participantIn(request, scene)
    if (submission.status !== 'success')
      return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
    const value = submission.value
    const place = placeFrom(value)
    const citedPinIds = await citedIds(town.id, value.cites ?? [])
    const isSeen = (similar: SimilarView) => value.different.includes(similar.number)
    // Before the pictures: they are the dear part.
    const process = (await listProcesses(town.id)).find((candidate) => candidate.id === value.process)
    if (!process) throw new Refusal('process.not-found')
    mustAllow(process.phases, kind === 'pin' ? 'pin' : 'propose', new Date())
    // Without scripts an answer that asks back would lose the chosen photos.
    const isAskable = value.asks === 'similar' || (value.asks === 'similar-plain' && !hasFiles(form))
    if (isAskable) {
      const similar = await similarViews(
        {
          townId: town.id,
          text: `${value.title ?? ''} ${value.body}`,
          point: middleOf(place),
          spaceId: value.space || null,
          exceptId: value.id,
        },
        locale,
        by.personId,
      )
      if (similar.some((one) => one.isStrong && !isSeen(one)))
        return data({ lastResult: submission.reply(), refusal: undefined, similar }, { status: 409 })
    }
    const act = isPin(value.kind) ? 'pin' : 'proposal'
    const sent = { id: value.id, body: value.body }
    if (!isKnown(scene.actor, by))
      await mustBeHuman(signs, { townId: town.id, personId: by.personId, act, sent })
    photos = await storePhotos(form, town.id, value)
    const made = await submitContribution({
      id: value.id,
      townId: town.id,
      ...by,
      processId: value.process,
      kind: value.kind,
      title: value.title,
      body: value.body,
      locale,
      place,
      categoryId: value.category || null,
      costMinor: value.cost ? parseMoney(value.cost) : null,
      citedPinIds,
      photos,
      differentFrom: value.different,
    })
    const stored = photos
    photos = []
    await dropUnrecorded(town.id, made.id, stored)
    await noteDevice(request, { townId: town.id, ...by })
    if (by.clerkId) return redirect(`${paths.counterHelp(slug)}?sent=${made.number}`)
    return redirect(`${paths.contribution(slug, made.number)}?sent=${kind}`)
  } catch (error) {
    await dropPhotos(town.id, photos)
    const refused = toRefused(error)
    return data({ lastResult: submission.reply(), refusal: refused.data.refusal }, refused.init ?? undefined)
  }
}

function hasFiles(form: FormData): boolean {
  return [...form.values()].some((value) => typeof value !== 'string' && value.size > 0)
}

function middleOf(place: Place) {
  return place.by === 'geometry' ? pointOf(place.geometry) : null
}

/** The ids of pins by their numbers. @throws {Refusal} 'citation.not-found' */
async function citedIds(townId: string, numbers: number[]): Promise<string[]> {
  if (numbers.length === 0) return []
  const ids = await listIdsOfNumbers(townId, numbers)
  if (ids.length !== numbers.length) throw new Refusal('citation.not-found')
  return ids
}
