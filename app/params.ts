import { z } from 'zod'
import { EXPORT_FORMATS } from '#app/export-formats.ts'
import { DOCUMENTS, RESULT_FILE_NAMES } from '#app/paths.ts'
import { REMARK_FILES } from '#app/variant-paths.ts'

/** The variable parts of addresses, checked. Kept from app/paths.ts so that zod stays on the server. */

/** A slug or an id: nothing else has ever been in an address, and some of these are led to again, in a header. */
const word = z.string().regex(/^[\w-]{1,200}$/)

export const slugSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug')
  .max(60, 'too-long')

export const townParams = z.object({ town: word })
export const numberParams = z.object({
  town: word,
  // Digits only: Number() reads 1e1 and 0x10, too.
  number: z
    .string()
    .regex(/^[1-9]\d{0,8}$/)
    .transform(Number),
})
export const spaceParams = z.object({ town: word, space: word })
export const processParams = z.object({ town: word, process: word })
export const resultFileParams = processParams.extend({
  version: z.coerce.number().int().positive().max(1e6),
  file: z.enum(RESULT_FILE_NAMES),
})
export const phaseParams = z.object({ town: word, phase: word })
export const bundleParams = z.object({ town: word, phase: word, bundle: word })
export const providerParams = z.object({ town: word, provider: word })
export const exportParams = z.object({ town: word, format: z.enum(EXPORT_FORMATS) })
export const exportFileParams = z.object({ town: word, id: z.uuid() })
export const caseParams = z.object({ id: word })
export const practiceParams = z.object({ slug: slugSchema })
export const planParams = z.object({ town: word, plan: z.uuid() })
export const formParams = z.object({ town: word, form: word })
export const variantParams = z.object({ town: word, variant: z.uuid() })
export const remarkFileParams = variantParams.extend({ file: z.enum(REMARK_FILES) })
export const drawingParams = z.object({
  town: word,
  drawing: z.uuid(),
  file: z.string().regex(/^[\w.-]{1,40}$/),
})
export const sessionParams = z.object({ town: word, session: z.uuid() })
export const paperParams = sessionParams.extend({ file: z.enum(['protocol.docx', 'protocol.pdf']) })
export const proofParams = processParams.extend({ proof: z.uuid() })
export const importParams = z.object({ town: word, import: z.uuid() })
export const templateParams = z.object({ town: word, template: word })
export const personParams = z.object({ town: word, person: z.uuid() })
export const documentParams = z.object({ name: z.enum(DOCUMENTS) })

/** `lng` and `lat` of an address, degrees; null unless both are there and on the map. */
export function pointIn(search: URLSearchParams): [lng: number, lat: number] | null {
  const [lng, lat] = [numberIn(search, 'lng'), numberIn(search, 'lat')]
  return lng !== null && lat !== null && Math.abs(lng) <= 180 && Math.abs(lat) <= 85 ? [lng, lat] : null
}

/** A number in an address; null when it is missing or none. */
export function numberIn(search: URLSearchParams, name: string): number | null {
  const text = search.get(name)?.trim() ?? ''
  const value = Number(text)
  return text !== '' && Number.isFinite(value) ? value : null
}
