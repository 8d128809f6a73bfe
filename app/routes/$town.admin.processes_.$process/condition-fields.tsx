import { LEVELS } from '#app/domain/involvement.ts'
import { TEMPLATE_LIMITS } from '#app/domain/template-limits.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import type { ConditionsView } from './view.server.ts'

interface Props {
  phase: ConditionsView['phases'][number]
  i: number
  errors: ReturnType<typeof formErrors>
  t: T
}

/** One phase: its level, what it asks, what is fixed, how it is decided, and what came of it. */
export function ConditionFields({ phase, i, errors, t }: Props) {
  const text = (name: keyof typeof phase.words, label: string) => (
    <Field label={label} error={errors.ofField(`p${i}-${name}`)}>
      <TextArea
        name={`p${i}-${name}`}
        rows={3}
        maxLength={TEMPLATE_LIMITS.text}
        defaultValue={errors.typed(`p${i}-${name}`) ?? phase.words[name]}
      />
    </Field>
  )
  const isWrong = ['level', ...Object.keys(phase.words)].some(
    (name) => errors.ofField(`p${i}-${name}`).length > 0,
  )
  const levels = LEVELS.map((value) => ({ value, label: t(`served.timeline.levels.${value}`) }))
  return (
    <Disclosure
      summary={phase.title}
      note={phase.level && t(`served.timeline.levels.${phase.level}`)}
      open={isWrong}
    >
      <div className="grid gap-6">
        <Field label={t('served.templates.phaseLevel')} error={errors.ofField(`p${i}-level`)}>
          <Select
            name={`p${i}-level`}
            placeholder={t('served.templates.levelNone')}
            defaultValue={errors.typed(`p${i}-level`) ?? phase.level}
            options={levels}
            className="max-w-80"
          />
        </Field>
        {text('asked', t('served.timeline.asked'))}
        <div className="grid gap-4 sm:grid-cols-3">
          {text('budget', t('served.timeline.budget'))}
          {text('land', t('served.timeline.land'))}
          {text('heritage', t('served.timeline.heritage'))}
        </div>
        {text('decision', t('served.timeline.decision'))}
        {text('outcome', t('served.templates.outcome'))}
      </div>
    </Disclosure>
  )
}
