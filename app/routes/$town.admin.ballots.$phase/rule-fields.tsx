import type { BallotSettings } from '#app/domain/ballots.ts'
import { RULE_NAMES } from '#app/domain/rules/settings.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { COMPLETIONS, TIE_ORDERS, UTILITIES } from './settings-choices.ts'
import type { Errors } from './settings-form.tsx'

/** How winners are found: the rule, the budget, ties, and what few need to change. */
export function RuleFields({ settings, errors }: { settings: BallotSettings | null; errors: Errors }) {
  const t = useWords()
  const rule = settings?.rule
  const typed = (name: string, stored: unknown) =>
    errors.typed(name) ?? (stored == null ? '' : String(stored))
  const ties = rule?.ties.join(',') ?? TIE_ORDERS[0]
  const threshold = rule?.threshold && 'votes' in rule.threshold ? rule.threshold.votes : ''
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-2 sm:items-end">
        <Field label={t('ballotAdmin.rule')} error={errors.ofField('rule')} required>
          <Select
            name="rule"
            defaultValue={typed('rule', rule?.name ?? 'approval')}
            options={RULE_NAMES.map((value) => ({ value, label: t(`ballotAdmin.ruleNames.${value}`) }))}
          />
        </Field>
        <Field
          label={t('ballotAdmin.budget')}
          hint={t('ballotAdmin.budgetHint')}
          error={errors.ofField('budget')}
        >
          <TextInput
            name="budget"
            inputMode="decimal"
            defaultValue={typed('budget', settings?.budgetMinor == null ? '' : settings.budgetMinor / 100)}
          />
        </Field>
        <Field
          label={t('ballotAdmin.seats')}
          hint={t('ballotAdmin.seatsHint')}
          error={errors.ofField('seats')}
        >
          <TextInput name="seats" inputMode="numeric" defaultValue={typed('seats', rule?.seats ?? 1)} />
        </Field>
        <Field label={t('ballotAdmin.ties')}>
          <Select
            name="ties"
            defaultValue={typed('ties', ties)}
            options={TIE_ORDERS.map((value) => ({ value, label: t(`ballotAdmin.tieOrders.${value}`) }))}
          />
        </Field>
      </div>
      <Disclosure summary={t('ballotAdmin.fine')} open={errors.ofField('seed').length > 0}>
        <div className="grid gap-5 sm:grid-cols-2 sm:items-end">
          <Field label={t('ballotAdmin.completion')}>
            <Select
              name="completion"
              defaultValue={typed('completion', rule?.name === 'mes' ? rule.completion : 'add1u')}
              options={COMPLETIONS.map((value) => ({ value, label: t(`ballotAdmin.completions.${value}`) }))}
            />
          </Field>
          <Field label={t('ballotAdmin.utility')}>
            <Select
              name="utility"
              defaultValue={typed('utility', rule?.utility ?? 'cost')}
              options={UTILITIES.map((value) => ({ value, label: t(`ballotAdmin.utilities.${value}`) }))}
            />
          </Field>
          <Field
            label={t('ballotAdmin.threshold')}
            hint={t('ballotAdmin.thresholdHint')}
            error={errors.ofField('threshold')}
          >
            <TextInput name="threshold" inputMode="numeric" defaultValue={typed('threshold', threshold)} />
          </Field>
          <Field
            label={t('ballotAdmin.seed')}
            hint={t('ballotAdmin.seedHint')}
            error={errors.ofField('seed')}
          >
            <TextInput name="seed" maxLength={60} defaultValue={typed('seed', rule?.seed)} />
          </Field>
        </div>
      </Disclosure>
    </div>
  )
}
