import { parseWithZod } from '@conform-to/zod/v4'
import type { LineString, Point, Polygon } from 'geojson'
import { z } from 'zod'
import { parseCitations } from '#app/domain/citations.ts'
import type { Kind } from '#app/domain/contributions.ts'
import { keptAltField, LIMITS, PIN_KINDS, photoFields, photosAllowed } from '#app/domain/contributions.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { checkGeometry } from '#app/domain/geometry/validate.ts'
import { parseMoney } from '#app/domain/money.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { removePhotoFiles, storePhoto } from '#app/jobs/images.server.ts'
import type { Place } from '#app/models/contributions.server.ts'
import { isId } from '#app/models/ids.server.ts'
import { listPhotos, type NewPhoto } from '#app/models/photos.server.ts'

/** Characters; a drawn shape of the most vertices takes a tenth of it. */
const MAX_FIELD = 200_000

/** Positions of new photos in a form. */
const SLOTS = Array.from({ length: LIMITS.proposalPhotos }, (_, i) => i + 1)

const degrees = (limit: number) => z.coerce.number().min(-limit).max(limit).optional().catch(undefined)

const alt = optionalText(LIMITS.alt)

const shared = {
  id: z.string('required').refine(isId, 'required'),
  process: z.string('choice'),
  lng: degrees(180),
  lat: degrees(90),
  geometry: z.string().max(200_000).optional(),
  coordinates: z
    .string()
    .trim()
    .max(2000, 'too-long')
    .optional()
    .refine((text) => !text || parseCoordinates(text) !== null, 'coordinates'),
  /** Chosen from what a search without scripts has found; latitude first. */
  foundAt: z.string().max(100).optional().catch(undefined),
  space: z.string().optional(),
  placeText: optionalText(LIMITS.place),
  /** 'similar' in a form that wants to be shown similar ones before it is taken; without scripts 'similar-plain'. */
  asks: z.string().optional(),
  /** Numbers of similar ones that the author has seen and calls different. */
  different: z
    .string()
    .max(200)
    .optional()
    .transform((text) =>
      (text ?? '')
        .split(' ')
        .map(Number)
        .filter((number) => number > 0),
    ),
}

const pin = z.object({ ...shared, kind: z.enum(PIN_KINDS, 'choice'), body: requiredText(LIMITS.pinBody, 3) })

const proposal = z.object({
  ...shared,
  kind: z.literal('proposal'),
  title: requiredText(LIMITS.title, 5),
  body: requiredText(LIMITS.body, 20),
  category: z.string('choice'),
  cost: z
    .string()
    .optional()
    .refine((text) => !text || parseMoney(text) !== null, 'money'),
  cites: z
    .string()
    .trim()
    .max(300, 'too-long')
    .optional()
    .transform((text, context) => {
      const numbers = parseCitations(text ?? '')
      if (typeof numbers !== 'string') return numbers
      context.addIssue({ code: 'custom', message: numbers })
      return []
    }),
})

/** A checked form of either kind; what only a proposal has is left out for a pin. */
export interface ContributionFields extends PlaceFields {
  id: string
  process: string
  kind: Kind
  title?: string
  body: string
  category?: string
  cost?: string
  cites?: number[]
  asks?: string
  different: number[]
  /** Descriptions of photos, by `photoFields` and `keptAltField`. */
  [alt: `alt${string}`]: string | undefined
}

/**
 * Reads the form of a pin or a proposal; what was typed comes back with the errors. Files are read apart.
 * @param keptPhotoIds photos that are there already, whose descriptions the form may change
 */
export function readContributionForm(form: FormData, kind: 'pin' | 'proposal', keptPhotoIds: string[] = []) {
  const words = new FormData()
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    // Far past every limit: nothing that a person typed, and not to be sent back with the errors.
    if (value.length > MAX_FIELD) throw new Refusal('input.too-big')
    words.append(name, value)
  }
  if (kind === 'proposal') words.set('kind', 'proposal')
  const alts: Record<`alt${string}`, typeof alt> = Object.fromEntries(
    [...SLOTS.map((position) => photoFields(position).alt), ...keptPhotoIds.map(keptAltField)].map((name) => [
      name,
      alt,
    ]),
  )
  const schema: z.ZodType<ContributionFields> = kind === 'pin' ? pin.extend(alts) : proposal.extend(alts)
  return parseWithZod(words, { schema })
}

interface PlaceFields {
  lng?: number
  lat?: number
  geometry?: string
  coordinates?: string
  foundAt?: string
  space?: string
  placeText: string
}

/**
 * Where the form says it is: a shape, a point, typed coordinates, or a space with words.
 * @throws {Refusal} 'place.missing' | 'place.bad-geometry'
 */
export function placeFrom(fields: PlaceFields): Place {
  const text = fields.placeText
  if (fields.geometry) {
    let value: unknown
    try {
      value = JSON.parse(fields.geometry)
    } catch {
      throw new Refusal('place.bad-geometry')
    }
    const checked = checkGeometry(value, ['Point', 'LineString', 'Polygon'], {
      maxVertices: LIMITS.vertices,
      maxAreaHa: LIMITS.areaHa,
      maxLengthM: LIMITS.lineM,
    })
    if (!checked.ok) throw new Refusal('place.bad-geometry')
    return { by: 'geometry', geometry: checked.geometry as Point | LineString | Polygon, text }
  }
  const told = fields.coordinates || fields.foundAt
  const typed = told ? parseCoordinates(told) : null
  const lng = typed?.lng ?? fields.lng
  const lat = typed?.lat ?? fields.lat
  if (lng !== undefined && lat !== undefined)
    return { by: 'geometry', geometry: { type: 'Point', coordinates: [lng, lat] }, text }
  if (fields.space) return { by: 'words', spaceId: fields.space, text }
  throw new Refusal('place.missing')
}

/** True when the form says anything of the place, so that an edit without it keeps the old one. */
export function hasPlace(fields: PlaceFields): boolean {
  return Boolean(
    fields.geometry || fields.coordinates || fields.foundAt || fields.lng !== undefined || fields.space,
  )
}

/**
 * Stores the pictures that came with a form, each with its own description. Of several in one place (a browser that was
 * asked for one may send more) the description is the first one's.
 * @throws {Refusal} 'photo.too-many' | 'photo.too-big' | 'photo.not-an-image'; nothing is kept then
 */
export async function storePhotos(
  form: FormData,
  townId: string,
  fields: ContributionFields,
): Promise<NewPhoto[]> {
  const sent = SLOTS.flatMap(function inSlot(position) {
    const { photo, alt } = photoFields(position)
    const files = form
      .getAll(photo)
      .filter((value): value is File => typeof value !== 'string' && value.size > 0)
    return files.map((file, i) => ({ file, alt: i === 0 ? (fields[alt] ?? '') : '' }))
  })
  if (sent.length > photosAllowed(fields.kind)) throw new Refusal('photo.too-many')
  const stored: NewPhoto[] = []
  try {
    for (const { file, alt } of sent) {
      if (file.size > LIMITS.photoBytes)
        throw new Refusal('photo.too-big', { mb: LIMITS.photoBytes / 1_000_000 })
      stored.push(await storePhoto(townId, new Uint8Array(await file.arrayBuffer()), alt))
    }
    return stored
  } catch (error) {
    await dropPhotos(townId, stored)
    throw error
  }
}

export async function dropPhotos(townId: string, photos: NewPhoto[]) {
  for (const photo of photos) await removePhotoFiles(townId, photo.id)
}

/** Removes stored pictures that no row came to name: the same form sent twice. */
export async function dropUnrecorded(townId: string, contributionId: string, photos: NewPhoto[]) {
  if (photos.length === 0) return
  const recorded = await listPhotos(townId, [contributionId])
  await dropPhotos(
    townId,
    photos.filter((photo) => !recorded.some((row) => row.id === photo.id)),
  )
}
