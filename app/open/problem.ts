import type { Words } from '#app/i18n/ru/index.ts'

export type ProblemKey = keyof Words['served']['open']['problems']

/** What a program asked wrongly; answered with a status and a sentence in its language. */
export class Problem extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 406 | 429 | 501,
    readonly key: ProblemKey,
    readonly details: Record<string, string | number> = {},
    readonly headers: Record<string, string> = {},
  ) {
    super(key)
  }
}
