import { useState } from 'react'
import { RULES_OF_METHOD, UTILITIES_OF_METHOD } from '#app/domain/ballot-settings.ts'
import type { BallotMethod, BallotSettings } from '#app/domain/ballots.ts'
import type { RuleSettings } from '#app/domain/rules/types.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { FittingField } from './fitting-field.tsx'
import { BORDAS, TIE_ORDERS } from './settings-choices.ts'
import type { Errors } from './settings-form.tsx'
import { SharesFields } from './shares-fields.tsx'
import { Shown } from './shown.tsx'

/** How winners are found: the rule, the budget, ties, and what few need to change. */
export function RuleFields({
  method,
  settings,
  options,
  errors,
}: {
  method: BallotMethod['kind']
  settings: BallotSettings | null
  options: { id: string; number: number }[]
  errors: Errors
}) {
  const t = useWords()
  const rule = settings?.rule
  const typed = (name: string, stored: unknown) =>
    errors.typed(name) ?? (stored == null ? '' : String(stored))
  const [chosen, setChosen] = useState(typed('rule', rule?.name ?? 'approval'))
  const [utility, setUtility] = useState(typed('utility', rule?.utility ?? 'cost'))
  const isShares = chosen === 'mes'
  const hasMisfit = isShares && !UTILITIES_OF_METHOD[method]?.some((fitting) => fitting === utility)
  const ties = rule?.ties.join(',') ?? TIE_ORDERS[0]
  const [opened] = ['seed', 'threshold', 'exclusive', 'increment'].filter(
    (name) => errors.ofField(name).length > 0,
  )
  return (
    <div className="grid gap-5">
      <div className="grid gap-5 sm:grid-cols-2 sm:items-end">
        <FittingField
          name="rule"
          label={t('ballotAdmin.rule')}
          fitting={RULES_OF_METHOD}
          method={method}
          value={chosen}
          onChange={setChosen}
          wordFor={(value) => t(`ballotAdmin.ruleNames.${value}`)}
          error={errors.ofField('rule')}
        />
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
      <Disclosure
        summary={t('ballotAdmin.fine')}
        open={opened !== undefined || errors.ofForm !== null || hasMisfit}
      >
        <Shown
          isShown={isShares || errors.ofField('increment').length > 0}
          className="mb-5 border-b border-line pb-5"
        >
          <SharesFields {...{ method, isShares, utility, rule, typed, errors }} onUtility={setUtility} />
        </Shown>
        <div className="grid gap-5 sm:grid-cols-2 sm:items-end">
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
          <Shown isShown={method === 'ranking'}>
            <Field label={t('ballotAdmin.borda')}>
              <Select
                name="borda"
                defaultValue={typed('borda', rule?.borda ?? 'ballot-length')}
                options={BORDAS.map((value) => ({ value, label: t(`ballotAdmin.bordas.${value}`) }))}
              />
            </Field>
          </Shown>
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
