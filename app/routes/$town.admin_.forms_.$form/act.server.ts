import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'
import { formRefusal, readFormFile } from '#app/form-file.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import {
  changeDraft,
  freeQuestionId,
  getForm,
  publishForm,
  removeForm,
  renameForm,
  replaceDraft,
  type StudyForm,
} from '#app/models/study-forms.server.ts'
import { changeRound, openRound, removeRound } from '#app/models/study-rounds.server.ts'
import { formParams } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { formWords, formWordsFields, roundFields } from '#app/round-input.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'
import { readNewQuestion, readQuestion } from './read-question.server.ts'

/** What one of the page's forms is answered with; `target` is the question or round it is about, or the form's intent. */
export interface FormAnswer {
  target: string
  lastResult?: SubmissionResult<string[]>
  refusal: string | null
}

interface Doing {
  form: FormData
  known: StudyForm
  by: { townId: string; actorId: string }
  timeZone: string
}

/** Fields that were not right. */
class Wrong {
  constructor(readonly submission: { reply(): unknown }) {}
}

/** One step of building a form, of its rounds, or of its publication. */
export async function actOnForm(request: Request, params: unknown) {
  const { town: slug, form: formSlug } = formParams.parse(params)
  const { town, actor, locale } = await requireStaff(request, slug, 'form:change')
  const known = await getForm(town.id, formSlug)
  const form = await readForm(request)
  const intent = String(form.get('intent') ?? '')
  const target = String(form.get('target') ?? '') || intent
  const by = { townId: town.id, actorId: actor.personId }
  try {
    const done = await act(intent, target, { form, known, by, timeZone: town.timeZone })
    if (intent === 'remove-form') return redirect(studyPaths.adminForms(slug))
    const at = intent === 'round' || intent === 'open' ? '' : `#${target}`
    return redirect(`${studyPaths.adminForm(slug, formSlug)}?saved=${done}${at}`)
  } catch (error) {
    if (error instanceof Wrong) {
      const lastResult = error.submission.reply() as FormAnswer['lastResult']
      return data<FormAnswer>({ target, lastResult, refusal: null }, { status: 400 })
    }
    const refused = formRefusal(error, { locale, currency: town.currency, t: tOf(locale) })
    const initialValue = Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
    const lastResult = { initialValue } as FormAnswer['lastResult']
    return data<FormAnswer>({ target, lastResult, refusal: refused.text }, { status: refused.status })
  }
}

async function act(intent: string, target: string, doing: Doing): Promise<string> {
  const { form, known, by, timeZone } = doing
  const { townId } = by
  const { id } = known
  switch (intent) {
    case 'words': {
      const submission = parseWithZod(form, { schema: z.object(formWordsFields) })
      if (submission.status !== 'success') throw new Wrong(submission)
      await renameForm({ townId, id, ...formWords(submission.value) })
      return 'words'
    }
    case 'replace': {
      const { content } = await readFormFile(form.get('file'))
      await replaceDraft({ townId, id, content })
      return 'file'
    }
    case 'publish':
      return `v${await publishForm({ ...by, id })}`
    case 'remove-form':
      await removeForm({ ...by, id })
      return 'removed'
    case 'open':
    case 'round': {
      const submission = parseWithZod(form, { schema: roundFields(timeZone) })
      if (submission.status !== 'success') throw new Wrong(submission)
      const terms = submission.value
      if (intent === 'round') await changeRound({ ...by, ...terms, id: target })
      else {
        const sent = String(form.get('id') ?? '')
        const spaceId = String(form.get('spaceId') ?? '') || null
        await openRound({ ...by, ...terms, id: isId(sent) ? sent : newId(), formId: id, spaceId })
      }
      return 'round'
    }
    case 'remove-round':
      await removeRound({ ...by, id: target })
      return 'round'
    default:
      await actOnQuestion(intent, target, doing)
      return 'question'
  }
}

async function actOnQuestion(intent: string, target: string, { form, known, by }: Doing) {
  const draft = { townId: by.townId, id: known.id }
  if (intent === 'add') {
    const { submission, value } = readNewQuestion(form)
    if (!value) throw new Wrong(submission)
    const sent = String(form.get('questionId') ?? '')
    const id = /^q\d{1,4}$/.test(sent) ? sent : await freeQuestionId(known)
    return changeDraft({ ...draft, change: { kind: 'add', id, ...value } })
  }
  const question = known.draft.questions.find(({ id }) => id === target)
  if (!question) throw new Refusal('input.bad')
  switch (intent) {
    case 'up':
      return changeDraft({ ...draft, change: { kind: 'move', id: target, by: -1 } })
    case 'down':
      return changeDraft({ ...draft, change: { kind: 'move', id: target, by: 1 } })
    case 'remove':
      return changeDraft({ ...draft, change: { kind: 'remove', id: target } })
    case 'edit': {
      const read = readQuestion(form, question)
      if (!read.question) throw new Wrong(read.submission)
      return changeDraft({ ...draft, change: { kind: 'replace', question: read.question } })
    }
    default:
      throw new Refusal('input.bad')
  }
}
