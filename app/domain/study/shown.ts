import type { Question } from './form.ts'

/** Which questions are asked, by what has been answered: ids, and options or steps as text. What is hidden answers nothing. */
export function shownQuestions(
  questions: readonly Pick<Question, 'id' | 'showIf'>[],
  typed: Readonly<Record<string, readonly string[] | undefined>>,
): Set<string> {
  const shown = new Set<string>()
  for (const { id, showIf } of questions) {
    if (!showIf) shown.add(id)
    else if (shown.has(showIf.question)) {
      const given = typed[showIf.question] ?? []
      if (showIf.answers.some((answer) => given.includes(answer))) shown.add(id)
    }
  }
  return shown
}
