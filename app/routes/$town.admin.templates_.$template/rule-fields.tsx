import { TEMPLATE_LIMITS } from '#app/domain/template-limits.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Card } from '#app/ui/card.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { fieldsOf } from './typed-fields.tsx'
import type { TemplateView } from './view.server.ts'

interface Props {
  rule: TemplateView['rules'][number]
  i: number
  errors: ReturnType<typeof formErrors>
  t: T
}

/** A norm about terms: its days, its source, when its edition holds and when a lawyer has looked. */
export function RuleFields({ rule, i, errors, t }: Props) {
  const { text, line, number, day } = fieldsOf(errors)
  const name = (field: string) => `r${i}-${field}`
  const tick = (field: 'countsFirstDay' | 'isBinding', label: string) => (
    <Checkbox
      name={name(field)}
      label={label}
      defaultChecked={errors.ticked(name(field))?.includes('on') ?? rule[field]}
    />
  )
  return (
    <Card className="grid gap-5">
      {line(name('source'), t('served.templates.ruleSource'), rule.source, TEMPLATE_LIMITS.source)}
      {text(name('note'), t('served.templates.ruleNote'), rule.note)}
      <div className="grid items-end gap-4 sm:grid-cols-2">
        {number(name('minDays'), t('served.templates.ruleDays'), rule.minDays)}
        {day(name('checkedOn'), t('served.templates.checkedOn'), rule.checkedOn)}
        {day(name('validFrom'), t('served.templates.validFrom'), rule.validFrom)}
        {day(name('validUntil'), t('served.templates.validUntil'), rule.validUntil)}
      </div>
      {tick('countsFirstDay', t('served.templates.countsFirstDay'))}
      {tick('isBinding', t('served.templates.isBinding'))}
    </Card>
  )
}
