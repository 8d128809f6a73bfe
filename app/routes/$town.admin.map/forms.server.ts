import { z } from 'zod'
import { isTileTemplate, originsOf, tileOrigins } from '#app/env.server.ts'
import { attribution } from '#app/map-input.server.ts'
import { MAP_KINDS } from '#app/models/town-maps.server.ts'

const zoom = z.coerce.number('zoom').int('zoom').min(0, 'zoom').max(22, 'zoom')

/** Tiles that are pictures. */
const rasterFields = z
  .object({
    url: z
      .string('required')
      .trim()
      .min(1, 'required')
      .max(500, 'too-long')
      .refine((url) => url === '' || isTileTemplate(url), 'tile-template')
      .refine((url) => !isTileTemplate(url) || isAllowed(url), 'tile-host'),
    attribution,
    minZoom: zoom,
    maxZoom: zoom,
  })
  .refine(({ minZoom, maxZoom }) => minZoom <= maxZoom, { path: ['maxZoom'], message: 'zoom' })

const loose = z.string().optional()
/** The fields of the tiles count only where tiles are chosen. */
export const choice = z
  .object({
    intent: z.literal('choose'),
    kind: z.enum(MAP_KINDS, 'choice'),
    url: loose,
    attribution: loose,
    minZoom: loose,
    maxZoom: loose,
  })
  .transform(({ kind, ...fields }, context) => {
    const raster = kind === 'raster' ? rasterFields.safeParse(fields) : null
    for (const { path, message } of raster?.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: [...path], message })
    return { intent: 'choose' as const, kind, raster: raster?.data ?? null }
  })
export const taking = z.object({
  intent: z.literal('take'),
  attribution,
  name: z.string('required').min(1, 'required').max(255, 'too-long'),
})

/** The page may show pictures of no other hosts: its policy is sent before anybody asks which town it is. */
function isAllowed(template: string): boolean {
  const known = tileOrigins()
  return originsOf(template).every((one) => known.includes(one))
}
