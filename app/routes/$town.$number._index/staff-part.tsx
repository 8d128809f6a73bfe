import type { formErrors } from '#app/form-errors.ts'
import { DecisionForms } from '#app/forms/decision-forms.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { AnswerForm, StatusForm } from './answer-forms.tsx'
import type { ContributionData } from './load.server.ts'

interface Props {
  contribution: ContributionData
  errors: ReturnType<typeof formErrors>
}

/** What the staff may do with it: only they load this. */
export function StaffPart({ contribution, errors }: Props) {
  const t = useWords()
  return (
    <>
      {contribution.moderation && contribution.moderation.acts.length > 0 && (
        <section aria-label={t('answering.moderate')} className="grid gap-3">
          <h2 className="font-semibold">{t('answering.moderate')}</h2>
          <div className="flex flex-wrap items-start gap-3">
            <DecisionForms
              subject={{
                type: 'contribution',
                id: contribution.id,
                visibility: contribution.visibility,
                updatedAt: contribution.updatedAt,
                number: contribution.number,
              }}
              acts={contribution.moderation.acts}
              templates={contribution.moderation.templates}
            />
          </div>
        </section>
      )}
      {contribution.mine.mayAnswer && (
        <>
          <AnswerForm contribution={contribution} errors={errors} />
          <StatusForm contribution={contribution} errors={errors} />
        </>
      )}
    </>
  )
}
