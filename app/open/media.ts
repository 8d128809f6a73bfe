import { Problem } from './problem.ts'

/** A way to say the same thing: its short name for `f=`, and its media types, the first of which is sent. */
export interface Medium<Name extends string> {
  name: Name
  types: readonly [string, ...string[]]
}

/**
 * Which medium a reader wants: by `f=`, else by Accept (RFC 9110, 12.5.1), else the first.
 *
 * @throws {Problem} 400 for an unknown `f`, 406 when Accept takes none of them
 */
export function mediumFor<Name extends string>(request: Request, offered: readonly Medium<Name>[]): Name {
  const asked = new URL(request.url).searchParams.get('f')
  if (asked !== null) {
    const found = offered.find(({ name }) => name === asked)
    if (found) return found.name
    throw new Problem(400, 'badValue', { name: 'f', allowed: offered.map(({ name }) => name).join(', ') })
  }
  const accept = request.headers.get('Accept') ?? ''
  if (accept.trim() === '') return offered[0]!.name
  const ranges = accept.split(',').map(rangeOf)
  let [best, most] = [null as Name | null, 0]
  for (const { name, types } of offered) {
    const quality = Math.max(...types.map((type) => qualityOf(type, ranges)))
    if (quality > most) [best, most] = [name, quality]
  }
  if (best === null)
    throw new Problem(406, 'notAcceptable', { allowed: offered.map(({ types }) => types[0]).join(', ') })
  return best
}

interface Range {
  type: string
  quality: number
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const told = parameters.find((one) => one.startsWith('q='))
  const quality = told === undefined ? 1 : Number(told.slice(2))
  return { type, quality: Number.isFinite(quality) ? quality : 0 }
}

/** The most exact range decides: text/html before text/* before anything. */
function qualityOf(type: string, ranges: Range[]): number {
  const plain = type.split(';')[0]!
  for (const wanted of [plain, `${plain.split('/')[0]}/*`, '*/*']) {
    const range = ranges.find((one) => one.type === wanted)
    if (range) return range.quality
  }
  return 0
}
