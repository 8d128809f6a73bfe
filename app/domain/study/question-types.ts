/** What may be asked for; kept from form.ts so that zod stays on the server. */
export const QUESTION_TYPE_NAMES = [
  'choice',
  'many',
  'scale',
  'number',
  'text',
  'point',
  'line',
  'area',
] as const
