import { z } from 'zod'
import { AXES, type DrawingSystem, inAxes, LEAST_PAIRS, MOST_PAIRS } from '#app/domain/drawing/system.ts'
import { parseCoordinates } from '#app/domain/geometry/parse-place.ts'
import { cleaned } from '#app/domain/text.ts'

export const ROWS = Array.from({ length: MOST_PAIRS }, (_, i) => i + 1)
/** Longer texts are no coordinate system: the longest WKT of the EPSG register has under 3,000 letters. */
const MAX_TEXT = 8000

const loose = z.string().max(MAX_TEXT, 'too-long').optional()
const loosePairs = Object.fromEntries(
  ROWS.flatMap((n) => [`place${n}`, `first${n}`, `second${n}`].map((name) => [name, loose])),
) as Record<string, typeof loose>

/** The fields of the way that was chosen count; those of the others only stay as they were typed. */
export const save = z
  .object({
    intent: z.literal('save'),
    kind: z.enum(['epsg', 'text', 'points'], 'choice'),
    axes: z.enum(AXES, 'choice'),
    epsg: loose,
    text: loose,
    ...loosePairs,
  })
  .transform((typed, context) => {
    const fault = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const fields = typed as typeof typed & Record<string, string | undefined>
    const system = systemOf(fields, fault)
    return { intent: 'save' as const, axes: typed.axes, system }
  })

export const reset = z.object({ intent: z.literal('reset') })

type Typed = Record<string, string | undefined> & { kind: DrawingSystem['kind']; axes: (typeof AXES)[number] }
type Fault = (path: string, message: string) => void

function systemOf(typed: Typed, fault: Fault): DrawingSystem {
  if (typed.kind === 'epsg') {
    const code = (typed.epsg ?? '').trim().replace(/^EPSG:\s*/i, '')
    if (!/^\d{4,5}$/.test(code)) fault('epsg', 'drawing-code')
    return { kind: 'epsg', code: Number(code) }
  }
  if (typed.kind === 'text') {
    const text = cleaned(typed.text ?? '')
    if (text === '') fault('text', 'required')
    return { kind: 'text', text }
  }
  const pairs = ROWS.flatMap((n) => pairOf(typed, n, fault))
  if (pairs.length < LEAST_PAIRS) fault('pairs', 'drawing-pairs')
  return { kind: 'points', pairs }
}

function pairOf(typed: Typed, n: number, fault: Fault) {
  const [place, first, second] = ['place', 'first', 'second'].map((name) => (typed[name + n] ?? '').trim())
  if (!place && !first && !second) return []
  const at = parseCoordinates(place!)
  const metres = [metresOf(first!), metresOf(second!)] as const
  if (!at) fault(`place${n}`, 'drawing-place')
  if (metres[0] === null) fault(`first${n}`, 'drawing-metres')
  if (metres[1] === null) fault(`second${n}`, 'drawing-metres')
  if (!at || metres[0] === null || metres[1] === null) return []
  const [east, north] = inAxes(typed.axes, [metres[0], metres[1]])
  return [{ ...at, east, north }]
}

/** "6 364 298,93" and "6364298.93"; the largest are those of Gauss-Krüger zones, eight digits. */
function metresOf(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.')
  return /^[+-]?\d{1,9}(\.\d{1,15})?$/.test(plain) ? Number(plain) : null
}
