import { LEVELS } from '#app/domain/involvement.ts'
import { TEMPLATE_LIMITS } from '#app/domain/template-limits.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { fieldsOf } from './typed-fields.tsx'
import type { TemplateView } from './view.server.ts'

interface Props {
  phase: TemplateView['phases'][number]
  i: number
  errors: ReturnType<typeof formErrors>
  t: T
}

/** One phase of a template: how long it lasts and what it tells. */
export function PhaseFields({ phase, i, errors, t }: Props) {
  const { text, line, number } = fieldsOf(errors)
  const name = (field: string) => `p${i}-${field}`
  const isWrong = NAMES.some((field) => errors.ofField(name(field)).length > 0)
  return (
    <Disclosure
      open={isWrong}
      summary={t('served.templates.phase', { number: i + 1, title: phase.title || phase.kind })}
      note={phase.days !== null && t('served.templates.days', { count: phase.days })}
    >
      <div className="grid gap-6">
        <p className="text-sm text-ink-2">
          {phase.kind}.{' '}
          {phase.acts.length > 0
            ? t('served.templates.acts', { acts: phase.acts.join(', ') })
            : t('served.templates.noActs')}
        </p>
        {line(name('title'), t('served.templates.phaseName'), phase.title, TEMPLATE_LIMITS.title)}
        <div className="grid gap-4 sm:grid-cols-3">
          {number(name('days'), t('served.templates.phaseDays'), phase.days)}
          {number(name('minDays'), t('served.templates.phaseMinDays'), phase.minDays)}
          <Field label={t('served.templates.phaseLevel')} error={errors.ofField(name('level'))}>
            <Select
              name={name('level')}
              defaultValue={errors.typed(name('level')) ?? phase.level}
              options={LEVELS.map((value) => ({ value, label: t(`served.timeline.levels.${value}`) }))}
            />
          </Field>
        </div>
        {text(name('asked'), t('served.timeline.asked'), phase.asked)}
        <div className="grid gap-4 sm:grid-cols-3">
          {text(name('budget'), t('served.timeline.budget'), phase.budget)}
          {text(name('land'), t('served.timeline.land'), phase.land)}
          {text(name('heritage'), t('served.timeline.heritage'), phase.heritage)}
        </div>
        {text(name('decision'), t('served.timeline.decision'), phase.decision)}
      </div>
    </Disclosure>
  )
}

const NAMES = ['title', 'days', 'minDays', 'level', 'asked', 'budget', 'land', 'heritage', 'decision']
