import { z } from 'zod'

/** Typed text as it is stored: no NUL (PostgreSQL refuses it), one kind of line break, no space around. */
export function cleaned(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()
}

/*
 * Lengths are checked inside the transform, not by a second schema behind it: conform reads every string schema it finds
 * in a pipe as a field of the form, where '' means "absent", and would refuse an optional text that is left empty.
 */

/** A required text of at most `max` characters, counted as the browser counts them (a line break is one). */
export function requiredText(max: number, min = 1) {
  return z.string('required').transform((typed, context) => {
    const text = cleaned(typed)
    const fault =
      text === '' ? 'required' : text.length < min ? 'too-short' : text.length > max ? 'too-long' : null
    if (fault) context.addIssue({ code: 'custom', message: fault })
    return text
  })
}

/** A text that may be left empty: '' then. */
export function optionalText(max: number) {
  return z
    .string()
    .optional()
    .transform((typed, context) => {
      const text = cleaned(typed ?? '')
      if (text.length > max) context.addIssue({ code: 'custom', message: 'too-long' })
      return text
    })
}
