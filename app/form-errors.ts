import type { SubmissionResult } from '@conform-to/react'
import type { T, WordKey } from '#app/i18n/i18n.ts'

interface FormAnswer {
  refusal?: { code: string; details: Record<string, string | number> }
  lastResult?: SubmissionResult<string[]>
}

/** Words for what an action refused: of the form as a whole and of each field. */
export function formErrors(t: T, answer: FormAnswer | undefined) {
  const result = answer?.lastResult
  const refusal = answer?.refusal
  const ofField = (name: string): string[] =>
    (result?.error?.[name] ?? []).map((code) => t(`errors.field.${code}` as WordKey))
  const ofForm = refusal ? t(`refusals.${refusal.code}` as WordKey, refusal.details) : null
  // A form of no known kind has no fields to mark.
  const isUnread = result?.error?.intent !== undefined
  const hasFieldErrors = Object.values(result?.error ?? {}).some((list) => (list ?? []).length > 0)
  return {
    ofField,
    code: refusal?.code ?? null,
    /** What the browser has to compute before the form is taken. */
    challenge: typeof refusal?.details.challenge === 'string' ? refusal.details.challenge : null,
    answer: answer as unknown,
    ofForm: ofForm ?? (isUnread ? t('refusals.input.bad') : hasFieldErrors ? t('errors.form') : null),
    /** Of a field with several values, e.g. ticked boxes. */
    typedAll: (name: string): string[] =>
      [result?.initialValue?.[name] ?? []]
        .flat()
        .filter((value): value is string => typeof value === 'string'),
    /** What was typed, so that nothing is typed twice. */
    typed: (name: string): string | undefined => {
      const value = valueAt(result?.initialValue, name)
      return typeof value === 'string' ? value : undefined
    },
    /** What was ticked; undefined where no form was sent, so that a box has its own beginning. */
    ticked: (name: string): string[] | undefined => {
      if (!result?.initialValue) return undefined
      return [valueAt(result.initialValue, name) ?? []].flat().map(String)
    },
  }
}

function valueAt(values: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], values)
}
