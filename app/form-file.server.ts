import { z } from 'zod'
import { Refusal } from '#app/domain/refusal.ts'
import type { FormContent } from '#app/domain/study/form.ts'
import { optionalText, requiredText } from '#app/domain/text.ts'
import type { T, WordKey } from '#app/i18n/i18n.ts'
import type { StudyForm } from '#app/models/study-forms.server.ts'
import { refusalText } from '#app/refusal-text.server.ts'

const MOST_BYTES = 400_000

const fileSchema = z.object({
  sreda: z.literal('form'),
  title: requiredText(140),
  titleEn: optionalText(140),
  lead: optionalText(600),
  leadEn: optionalText(600),
  /** Read by the model. */
  content: z.unknown(),
})

/** A form as it travels between towns: its draft. */
export function formFile({ title, lead, translations, draft }: StudyForm): string {
  const { title: titleEn, lead: leadEn } = translations.en ?? {}
  return JSON.stringify({ sreda: 'form', title, titleEn, lead, leadEn, content: draft }, null, 2)
}

/** @throws {Refusal} 'form.unreadable'; what the questions are is not looked at yet */
export async function readFormFile(file: FormDataEntryValue | null) {
  if (!(file instanceof File) || file.size === 0 || file.size > MOST_BYTES)
    throw new Refusal('form.unreadable')
  try {
    const { content, ...words } = fileSchema.parse(JSON.parse((await file.text()).replace(/^\uFEFF/, '')))
    return { words, content: content as FormContent }
  } catch {
    throw new Refusal('form.unreadable')
  }
}

const WHY = ['required', 'too-long', 'too-few', 'too-many', 'repeated', 'range', 'axis', 'group', 'condition']

/** Why an act on a form was refused, in words: of what breaks a form, which question it is. @throws what is no refusal */
export function formRefusal(error: unknown, scene: { locale: 'ru' | 'en'; currency: string; t: T }) {
  const { t, locale, currency } = scene
  if (!(error instanceof Refusal) || error.code !== 'form.bad') return refusalText(error, locale, currency)
  const said = String(error.details.why)
  const why = t(`served.studyDesk.why.${WHY.includes(said) ? said : 'other'}` as WordKey)
  const [, index] = /^questions\.(\d+)/.exec(String(error.details.at)) ?? []
  const at = index ? t('served.studyDesk.at', { number: Number(index) + 1 }) : t('served.studyDesk.questions')
  return refusalText(new Refusal('form.bad', { why, at }), locale, currency)
}
