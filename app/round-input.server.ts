import { z } from 'zod'
import { optionalText, requiredText } from '#app/domain/text.ts'
import { momentOfWallTime } from '#app/domain/wall-time.ts'
import type { FormWords } from '#app/models/study-forms.server.ts'
import type { RoundTerms } from '#app/models/study-rounds.server.ts'

/** What a form says of a round; dates are read by the town's clock. */
export function roundFields(timeZone: string) {
  const moment = (text: string, context: z.RefinementCtx) => {
    const at = momentOfWallTime(text, timeZone)
    if (!at) context.addIssue({ code: 'custom', message: 'date' })
    return at ?? z.NEVER
  }
  return z
    .object({
      name: requiredText(80),
      nameEn: optionalText(80),
      kind: z.enum(['before', 'after', 'other'], 'choice'),
      startsAt: z.string('date').transform(moment),
      endsAt: z
        .string()
        .optional()
        .transform((text, context) => (text?.trim() ? moment(text, context) : null)),
    })
    .transform(
      ({ nameEn, ...terms }): RoundTerms => ({
        ...terms,
        translations: nameEn ? { en: { name: nameEn } } : {},
      }),
    )
}

/** Title and explanation of a form. */
export const formWordsFields = {
  title: requiredText(140),
  titleEn: optionalText(140),
  lead: optionalText(600),
  leadEn: optionalText(600),
}

/** In the columns of a row. */
export function formWords({
  title,
  titleEn,
  lead,
  leadEn,
}: Record<'title' | 'titleEn' | 'lead' | 'leadEn', string>) {
  const en: Record<string, string> = { ...(titleEn && { title: titleEn }), ...(leadEn && { lead: leadEn }) }
  const translations: FormWords['translations'] = Object.keys(en).length > 0 ? { en } : {}
  return { title, lead, translations }
}
