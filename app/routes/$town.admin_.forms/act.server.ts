import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { data, redirect } from '@remix-run/node'
import { z } from 'zod'
import { formRefusal, readFormFile } from '#app/form-file.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { createForm, listForms } from '#app/models/study-forms.server.ts'
import { openRound } from '#app/models/study-rounds.server.ts'
import { slugSchema } from '#app/params.ts'
import { readForm } from '#app/read-form.server.ts'
import { formWords, formWordsFields, roundFields } from '#app/round-input.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { studyPaths } from '#app/study-paths.ts'

/** What one of several forms of a page is answered with; `target` says which. */
export interface FormAnswer {
  target: string
  lastResult?: SubmissionResult<string[]>
  refusal: string | null
}

/** Begins a survey, by words or from a file, or a round of the place audit. */
export async function actOnForms(request: Request, slug: string) {
  const scene = await requireStaff(request, slug, 'form:change')
  const { town, actor, locale } = scene
  const form = await readForm(request)
  const by = { townId: town.id, actorId: actor.personId }
  const sentId = String(form.get('id') ?? '')
  const id = isId(sentId) ? sentId : newId()
  const intent = String(form.get('intent') ?? '')
  const file = form.get('file')
  form.delete('file')
  const target = intent === 'audit' ? 'audit' : 'form'
  const wrong = (lastResult: FormAnswer['lastResult'], refusal: string | null = null, status = 400) =>
    data<FormAnswer>({ target, lastResult, refusal }, { status })
  const reply = (submission: { reply(): unknown }) => submission.reply() as FormAnswer['lastResult']

  if (intent === 'audit') {
    const schema = z.intersection(roundFields(town.timeZone), z.object({ spaceId: z.uuid('choice') }))
    const submission = parseWithZod(form, { schema })
    if (submission.status !== 'success') return wrong(reply(submission))
    try {
      const { spaceId, ...terms } = submission.value
      await openRound({ ...by, ...terms, id, formId: null, spaceId })
      const audit = (await listForms(town.id)).find(({ kind }) => kind === 'audit')!
      return redirect(`${studyPaths.adminForm(slug, audit.slug)}?saved=round`)
    } catch (error) {
      const refused = formRefusal(error, { locale, currency: town.currency, t: tOf(locale) })
      return wrong(reply(submission), refused.text, refused.status)
    }
  }

  const schema = z.object(intent === 'file' ? { slug: slugSchema } : { slug: slugSchema, ...formWordsFields })
  const submission = parseWithZod(form, { schema })
  if (submission.status !== 'success') return wrong(reply(submission))
  try {
    const value = submission.value as { slug: string } & Parameters<typeof formWords>[0]
    const read = intent === 'file' ? await readFormFile(file) : { words: value, content: undefined }
    await createForm({ ...by, id, slug: value.slug, ...formWords(read.words), content: read.content })
    return redirect(`${studyPaths.adminForm(slug, value.slug)}?saved=form`)
  } catch (error) {
    const refused = formRefusal(error, { locale, currency: town.currency, t: tOf(locale) })
    return wrong(reply(submission), refused.text, refused.status)
  }
}
