import type { BallotSettings } from '#app/domain/ballots.ts'
import { RULE_NAMES } from '#app/domain/rules/settings.ts'
import type { RuleSettings } from '#app/domain/rules/types.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { BORDAS, COMPLETIONS, TIE_ORDERS, UTILITIES } from './settings-choices.ts'
import type { Errors } from './settings-form.tsx'

/** How winners are found: the rule, the budget, ties, and what few need to change. */
export function RuleFields({
  settings,
  options,
  errors,
}: {
  settings: BallotSettings | null
  options: { id: string; number: number }[]
  errors: Errors
}) {
  const t = useWords()
  const rule = settings?.rule
  const typed = (name: string, stored: unknown) =>
    errors.typed(name) ?? (stored == null ? '' : String(stored))
  const ties = rule?.ties.join(',') ?? TIE_ORDERS[0]
  const [opened] = ['seed', 'threshold', 'exclusive', 'increment'].filter(
    (name) => errors.ofField(name).length > 0,
  )
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
      <Disclosure summary={t('ballotAdmin.fine')} open={opened !== undefined || errors.ofForm !== null}>
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
            <TextInput
              name="threshold"
              defaultValue={typed('threshold', thresholdText(rule?.threshold ?? null))}
            />
          </Field>
          <Field
            label={t('ballotAdmin.seed')}
            hint={t('ballotAdmin.seedHint')}
            error={errors.ofField('seed')}
          >
            <TextInput name="seed" maxLength={60} defaultValue={typed('seed', rule?.seed)} />
          </Field>
          <Field label={t('ballotAdmin.borda')}>
            <Select
              name="borda"
              defaultValue={typed('borda', rule?.borda ?? 'ballot-length')}
              options={BORDAS.map((value) => ({ value, label: t(`ballotAdmin.bordas.${value}`) }))}
            />
          </Field>
          <Field
            label={t('ballotAdmin.increment')}
            hint={t('ballotAdmin.incrementHint')}
            error={errors.ofField('increment')}
          >
            <TextInput
              name="increment"
              inputMode="decimal"
              defaultValue={typed('increment', rule?.increment ?? 1)}
            />
          </Field>
          <Checkbox
            name="comparison"
            className="sm:col-span-2"
            defaultChecked={errors.ticked('comparison')?.includes('on') ?? rule?.comparison ?? false}
            label={t('ballotAdmin.comparison')}
            hint={t('ballotAdmin.comparisonHint')}
          />
          <Field
            label={t('ballotAdmin.exclusive')}
            hint={t('ballotAdmin.exclusiveHint')}
            error={errors.ofField('exclusive')}
            className="sm:col-span-2"
          >
            <TextArea
              name="exclusive"
              rows={3}
              maxLength={2000}
              defaultValue={typed('exclusive', groupsText(rule?.exclusive ?? [], options))}
            />
          </Field>
        </div>
      </Disclosure>
    </div>
  )
}

function thresholdText(threshold: RuleSettings['threshold']): string {
  if (threshold === null) return ''
  return 'votes' in threshold ? String(threshold.votes) : `${threshold.share / 10} %`
}

/** Groups as they are typed: a line each, by the numbers on the ballot. */
function groupsText(groups: string[][], options: { id: string; number: number }[]): string {
  const numbers = new Map(options.map(({ id, number }) => [id, number]))
  return groups.map((group) => group.flatMap((id) => numbers.get(id) ?? []).join(', ')).join('\n')
}
