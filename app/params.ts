import { z } from 'zod'
import { DOCUMENTS, EXPORT_FORMATS } from '#app/paths.ts'

/** The variable parts of addresses, checked. Kept from app/paths.ts so that zod stays on the server. */

export const slugSchema = z
  .string()
  .trim()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'slug')
  .max(60, 'too-long')

export const townParams = z.object({ town: z.string() })
export const numberParams = z.object({
  town: z.string(),
  number: z.coerce.number().int().positive().max(1e9),
})
export const spaceParams = z.object({ town: z.string(), space: z.string() })
export const processParams = z.object({ town: z.string(), process: z.string() })
export const exportParams = z.object({ town: z.string(), format: z.enum(EXPORT_FORMATS) })
export const documentParams = z.object({ name: z.enum(DOCUMENTS) })
