import { z } from 'zod'

/** Typed text as it is stored: no NUL (PostgreSQL refuses it), one kind of line break, no space around. */
export function cleaned(text: string): string {
  return text.replaceAll('\u0000', '').replace(/\r\n?/g, '\n').trim()
}

/** A required text of at most `max` characters, counted as the browser counts them (a line break is one). */
export function requiredText(max: number, min = 1) {
  return z
    .string('required')
    .transform(cleaned)
    .pipe(z.string().min(1, 'required').min(min, 'too-short').max(max, 'too-long'))
}

/** A text that may be left empty: '' then. */
export function optionalText(max: number) {
  return z
    .string()
    .optional()
    .transform((text) => cleaned(text ?? ''))
    .pipe(z.string().max(max, 'too-long'))
}
