import { redirect } from '@remix-run/node'
import { choicesOf } from '#app/choices.server.ts'
import { maySee, mustBeEditable } from '#app/domain/contributions.ts'
import { phaseAt } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { sendingWords } from '#app/i18n/sending-words.server.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { type Contribution, getContribution } from '#app/models/contributions.server.ts'
import { getMergedInto } from '#app/models/merged-into.server.ts'
import { listOwnPhotos } from '#app/models/merged-photos.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { listSpaces } from '#app/models/spaces.server.ts'
import { listCategories } from '#app/models/towns.server.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { getPersonOf, getScene, isAnswerToForm, requireParticipant } from '#app/session.server.ts'

/** What the form of a change starts from. @throws {Refusal} 'contribution.not-found' and as `mustBeEditable` */
export async function loadEdit(request: Request, params: unknown) {
  const { town: slug, number } = numberParams.parse(params)
  const { town, locale } = await getScene(request, slug)
  // The page that answers a sent form holds what was typed: nothing is refused here then, the action has done it.
  const isAnswer = isAnswerToForm(request)
  // What was merged is changed no more: the way leads where it is now, as from its page.
  const into = isAnswer ? null : await getMergedInto(town.id, number)
  if (into !== null) throw redirect(paths.contribution(slug, into))
  const person = isAnswer ? await getPersonOf(request) : await requireParticipant(request)
  const row = await getContribution(town.id, number)
  if (!row || !maySee(row, person && { personId: person.id, isDesk: false })) {
    if (!isAnswer || !row) throw new Refusal('contribution.not-found')
    return { ...NOTHING_KNOWN, number, kind: row.kind, ...(await choices(town.id, slug, locale)) }
  }
  if (!isAnswer && person) mustBeEditable(row, person.id)
  const photos = await listOwnPhotos(town.id, row.id)
  return {
    number,
    kind: row.kind,
    title: row.title,
    body: row.body,
    categoryId: row.categoryId,
    cost: row.costMinor === null ? '' : String(row.costMinor / 100),
    placeText: row.placeText,
    point: row.lng !== null && row.lat !== null ? { lng: row.lng, lat: row.lat } : null,
    ...(await choices(town.id, slug, locale)),
    isSupported: row.supports > 0,
    isHeld: await isHeld(town.id, row),
    photos: photos.map((photo) => ({
      id: photo.id,
      src: paths.photo(town.id, photo.id, 's'),
      alt: photo.alt,
      width: photo.width,
      height: photo.height,
    })),
  }
}

/** For somebody who may not see what it says, or no longer: the form with only what they have typed. */
const NOTHING_KNOWN = {
  title: '',
  body: '',
  categoryId: null,
  cost: '',
  placeText: '',
  point: null,
  photos: [],
  isSupported: false,
  isHeld: false,
}

/** True where a change is read by the desk before it is public again. */
async function isHeld(townId: string, row: Contribution): Promise<boolean> {
  if (row.visibility !== 'published') return false
  const process = (await listProcesses(townId)).find((candidate) => candidate.id === row.processId)
  return phaseAt(process?.phases ?? [], new Date())?.settings.moderation === 'pre'
}

async function choices(townId: string, slug: string, locale: Locale) {
  const [spaces, categories] = await Promise.all([listSpaces(townId), listCategories(townId)])
  return {
    ...choicesOf(slug, locale, spaces, categories),
    placeWords: servedWords(locale, 'places'),
    words: sendingWords(locale),
  }
}

export type EditData = Awaited<ReturnType<typeof loadEdit>>
