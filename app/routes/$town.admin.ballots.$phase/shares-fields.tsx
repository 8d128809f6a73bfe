import { useState } from 'react'
import { UTILITIES_OF_METHOD } from '#app/domain/ballot-settings.ts'
import type { BallotMethod } from '#app/domain/ballots.ts'
import { isRaised } from '#app/domain/rules/settings.ts'
import type { Completion, RuleSettings } from '#app/domain/rules/types.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { FittingField } from './fitting-field.tsx'
import { COMPLETIONS, EXHAUSTIVE, STARTS } from './settings-choices.ts'
import type { Errors } from './settings-form.tsx'
import { Shown } from './shown.tsx'

interface Props {
  method: BallotMethod['kind']
  isShares: boolean
  utility: string
  onUtility: (utility: string) => void
  rule: RuleSettings | undefined
  typed: (name: string, stored: unknown) => string
  errors: Errors
}

/** What equal shares alone ask; the questions of Add1 only where shares are raised. */
export function SharesFields({ method, isShares, utility, onUtility, rule, typed, errors }: Props) {
  const t = useWords()
  const stored = rule?.name === 'mes' ? rule : undefined
  const [completion, setCompletion] = useState(typed('completion', stored?.completion ?? 'add1u'))
  const incrementErrors = errors.ofField('increment')
  // A wrong number keeps the form from being saved, used or not: it must be seen.
  const asksAdd1 = isRaised({ completion: completion as Completion }) || incrementErrors.length > 0
  return (
    <Fieldset legend={t('ballotAdmin.ruleNames.mes')} size="field">
      <div className="grid gap-5 pt-2 sm:grid-cols-2 sm:items-end">
        <Field label={t('ballotAdmin.completion')}>
          <Select
            name="completion"
            defaultValue={completion}
            onChange={(event) => setCompletion(event.target.value)}
            options={COMPLETIONS.map((value) => ({ value, label: t(`ballotAdmin.completions.${value}`) }))}
          />
        </Field>
        <FittingField
          name="utility"
          label={t('ballotAdmin.utility')}
          fitting={UTILITIES_OF_METHOD}
          method={method}
          value={utility}
          onChange={onUtility}
          wordFor={(value) => t(`ballotAdmin.utilities.${value}`)}
          error={[]}
          isUsed={isShares}
        />
        <Shown isShown={asksAdd1} className="grid gap-5 sm:col-span-2 sm:grid-cols-2 sm:items-end">
          <Field label={t('ballotAdmin.start')} hint={t('ballotAdmin.startHint')}>
            <Select
              name="start"
              defaultValue={typed('start', stored?.start ?? 'fraction')}
              options={STARTS.map((value) => ({ value, label: t(`ballotAdmin.starts.${value}`) }))}
            />
          </Field>
          <Field label={t('ballotAdmin.exhaustive')}>
            <Select
              name="exhaustive"
              defaultValue={typed('exhaustive', stored?.exhaustive ?? true)}
              options={EXHAUSTIVE.map((value) => ({ value, label: t(`ballotAdmin.exhaustives.${value}`) }))}
            />
          </Field>
          <Field
            label={t('ballotAdmin.increment')}
            hint={t('ballotAdmin.incrementHint')}
            error={incrementErrors}
          >
            <TextInput
              name="increment"
              inputMode="decimal"
              defaultValue={typed('increment', stored?.increment ?? 1)}
            />
          </Field>
        </Shown>
        <Checkbox
          name="comparison"
          className="sm:col-span-2"
          defaultChecked={errors.ticked('comparison')?.includes('on') ?? stored?.comparison ?? false}
          label={t('ballotAdmin.comparison')}
          hint={t('ballotAdmin.comparisonHint')}
        />
      </div>
    </Fieldset>
  )
}
