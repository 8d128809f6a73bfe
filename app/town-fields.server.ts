import { z } from 'zod'
import { LIMITS } from '#app/domain/contributions.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { slugSchema } from '#app/params.ts'
import { RESERVED_SLUGS } from '#app/paths.ts'

function isTimeZone(text: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}

/** What an administrator says of a town. */
export const townFields = z.object({
  name: requiredText(LIMITS.title),
  region: optionalText(LIMITS.title),
  intro: optionalText(500),
  population: z.coerce.number('number').int('number').min(0, 'number').max(50_000_000, 'number').optional(),
  timeZone: z.string('required').trim().refine(isTimeZone, 'time-zone'),
  center: z.string('required').refine((text) => parseCoordinates(text) !== null, 'coordinates'),
})

export const newTownFields = townFields.extend({
  slug: slugSchema.refine((slug) => !RESERVED_SLUGS.includes(slug) && !/^\d+$/.test(slug), 'slug'),
})
