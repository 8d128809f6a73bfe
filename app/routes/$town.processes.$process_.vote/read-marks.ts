import type { BallotMethod, Mark } from '#app/domain/ballots.ts'

/** What is typed beside an option, by the option's id; '' where nothing is. */
export type Typed = Record<string, string>

/** The field of an option. For one choice all options share a field of that name, whose value is the id. */
export function fieldOf(method: BallotMethod, optionId: string): string {
  return method.kind === 'one' ? 'm' : `m-${optionId}`
}

/** The marks of a form, as typed. */
export function typedIn(form: FormData): Typed {
  const typed: Typed = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string') continue
    if (name === 'm' && value !== '') typed[value] = 'on'
    if (name.startsWith('m-')) typed[name.slice(2)] = value.trim()
  }
  return typed
}

/**
 * What was typed as marks. Nothing is mended: what is no number becomes NaN, which every method refuses. Nothing and, for
 * points, 0 are no mark.
 */
export function marksFrom(method: BallotMethod, typed: Typed): Mark[] {
  const hasValues = method.kind === 'ranking' || method.kind === 'points' || method.kind === 'score'
  return Object.entries(typed).flatMap(([optionId, text]) => {
    if (text === '' || (method.kind === 'points' && text === '0')) return []
    return { optionId, value: hasValues ? (/^\d{1,7}$/.test(text) ? Number(text) : Number.NaN) : null }
  })
}

/** The other way round, for a ballot that is to be changed. */
export function typedFrom(marks: readonly Mark[]): Typed {
  return Object.fromEntries(
    marks.map(({ optionId, value }) => [optionId, value === null ? 'on' : String(value)]),
  )
}
