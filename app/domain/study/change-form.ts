import { type FormContent, formSchema, type Question, type QuestionType, type Words } from './form.ts'

/** One step of whoever builds a form. */
export type FormChange =
  | { kind: 'add'; type: QuestionType; words: Words; options: Words[]; id: string }
  | { kind: 'replace'; question: Question }
  | { kind: 'remove'; id: string }
  | { kind: 'move'; id: string; by: -1 | 1 }

export type Changed = { content: FormContent } | { fault: { code: string; at: string } }

/**
 * A form with one change.
 *
 * @returns the form, or what the change would break: a code and the path to it ('questions.3.showIf'), e.g. a condition whose
 *          question is gone or comes later now
 */
export function changeForm(form: FormContent, change: FormChange): Changed {
  const checked = formSchema.safeParse({ ...form, questions: questionsAfter(form.questions, change) })
  if (checked.success) return { content: checked.data }
  const issue = checked.error.issues[0]!
  return { fault: { code: issue.message, at: issue.path.join('.') } }
}

function questionsAfter(questions: Question[], change: FormChange): Question[] {
  switch (change.kind) {
    case 'add':
      return [...questions, newQuestion(change)]
    case 'replace':
      return questions.map((one) => (one.id === change.question.id ? change.question : one))
    case 'remove':
      return questions.filter(({ id }) => id !== change.id)
    case 'move': {
      const from = questions.findIndex(({ id }) => id === change.id)
      const to = from + change.by
      if (from < 0 || to < 0 || to >= questions.length) return questions
      const moved = [...questions]
      ;[moved[from], moved[to]] = [moved[to]!, moved[from]!]
      return moved
    }
  }
}

/** The lowest free number: 'q1', 'q2'. @param used  ids of this version and of those before it: an id is one question for good */
export function freeId(used: Iterable<string>, letter: 'q' | 'o' = 'q'): string {
  const taken = new Set(used)
  for (let n = 1; ; n++) if (!taken.has(`${letter}${n}`)) return `${letter}${n}`
}

/** Options as somebody typed them, one a line; one whose words stay keeps its id, so that answers to it still count. */
export function optionsOf(typed: Words[], before: readonly { id: string; words: Words }[] = []) {
  const used = new Set(before.map(({ id }) => id))
  return typed.map((words, i) => {
    const known =
      before.find((one) => one.words.text === words.text) ??
      // Only reworded: as many as before, and this one at the same place is nobody else's.
      (typed.length === before.length && !typed.some(({ text }) => text === before[i]!.words.text)
        ? before[i]
        : undefined)
    const id = known?.id ?? freeId(used, 'o')
    used.add(id)
    return { id, words }
  })
}

function newQuestion({ id, type, words, options }: Extract<FormChange, { kind: 'add' }>): Question {
  const asked = { id, words, isRequired: false }
  switch (type) {
    case 'choice':
    case 'many':
      return { ...asked, type, options: optionsOf(options) }
    case 'scale':
      return { ...asked, type, min: 1, max: 7, hasDontKnow: true }
    case 'text':
      return { ...asked, type, isLong: true }
    case 'point':
      return { ...asked, type, isCoarse: false }
    default:
      return { ...asked, type }
  }
}
