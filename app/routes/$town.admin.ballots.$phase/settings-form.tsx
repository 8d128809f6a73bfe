import { Form } from '@remix-run/react'
import { useState } from 'react'
import type { BallotMethod } from '#app/domain/ballots.ts'
import { formatMoney } from '#app/domain/money.ts'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { BallotAnswer } from './act.server.ts'
import type { BallotData } from './route.tsx'
import { RuleFields } from './rule-fields.tsx'
import { ELECTORATES, METHODS, SOURCES } from './settings-choices.ts'
import { Shown } from './shown.tsx'

export type Errors = ReturnType<typeof formErrors>

/** Which numbers each method asks for. */
const NUMBERS: Record<BallotMethod['kind'], ('min' | 'max' | 'total' | 'perOption')[]> = {
  one: [],
  approval: ['min', 'max'],
  ranking: ['max'],
  knapsack: [],
  points: ['total', 'perOption'],
  score: ['max'],
}

/** All that a vote fixes, on one page. Numbers of other methods are hidden once a script can hide them. */
export function SettingsForm({ view, errors }: { view: BallotData; errors: Errors }) {
  const t = useWords()
  const { currency, locale } = useTown()
  const { settings, proposals, options } = view
  const typed = (name: string, stored: unknown) =>
    errors.typed(name) ?? (stored == null ? '' : String(stored))
  const [method, setMethod] = useState<string>(typed('method', settings?.method.kind ?? 'approval'))
  const [source, setSource] = useState<string>(typed('source', settings?.optionSource ?? 'proposals'))
  const stored = settings?.method as Partial<Record<string, number>> | undefined
  const chosen = (errors.answer as BallotAnswer | undefined)?.lastResult?.initialValue?.list as
    | string[]
    | string
    | undefined
  const onBallot = new Set<string | null>(
    chosen === undefined ? options.map(({ contributionId }) => contributionId) : [chosen].flat(),
  )
  const variants = options
    .filter(({ contributionId }) => contributionId === null)
    .map(({ title, summary, costMinor }) =>
      [title, summary, costMinor === null ? '' : String(costMinor / 100)].join(' | '),
    )
  const number = (name: 'min' | 'max' | 'total' | 'perOption', label: string, fallback: string) => (
    <Field label={label} error={errors.ofField(name)}>
      <TextInput name={name} inputMode="numeric" defaultValue={typed(name, stored?.[name] ?? fallback)} />
    </Field>
  )
  const asks = (name: 'min' | 'max' | 'total' | 'perOption') =>
    NUMBERS[method as BallotMethod['kind']]?.includes(name)
  const maxLabel =
    method === 'ranking'
      ? t('ballotAdmin.maxPlaces')
      : method === 'score'
        ? t('ballotAdmin.maxScore')
        : t('ballotAdmin.max')
  return (
    <Form method="post" className="grid gap-8" noValidate>
      <RadioCards
        name="source"
        legend={t('ballotAdmin.source')}
        columns={2}
        defaultValue={source}
        onChange={setSource}
        options={SOURCES.map((value) => ({ value, title: t(`ballotAdmin.sources.${value}`) }))}
      />
      {proposals.length > 0 && (
        <div className={source === 'list' ? undefined : '[@media(scripting:enabled)]:hidden'}>
          <Fieldset legend={t('ballotAdmin.list')} size="field">
            <div className="grid">
              {proposals.map((row) => (
                <Checkbox
                  key={row.id}
                  name="list"
                  value={row.id}
                  defaultChecked={(chosen === undefined && onBallot.size === 0) || onBallot.has(row.id)}
                  label={`${t('common.numberSign', { number: row.number })} ${row.title}`}
                  hint={row.costMinor === null ? undefined : formatMoney(row.costMinor, currency, locale)}
                />
              ))}
            </div>
          </Fieldset>
        </div>
      )}
      <div className={source === 'variants' ? undefined : '[@media(scripting:enabled)]:hidden'}>
        <Field
          label={t('ballotAdmin.variants')}
          hint={t('ballotAdmin.variantsHint')}
          error={errors.ofField('variants')}
        >
          <TextArea
            name="variants"
            rows={6}
            maxLength={20_000}
            defaultValue={typed('variants', variants.join('\n'))}
          />
        </Field>
      </div>
      <RadioCards
        name="method"
        legend={t('ballotAdmin.method')}
        columns={3}
        defaultValue={method}
        onChange={setMethod}
        options={METHODS.map((value) => ({ value, title: t(`ballotAdmin.methods.${value}`) }))}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Shown isShown={asks('min')}>{number('min', t('ballotAdmin.min'), '1')}</Shown>
        <Shown isShown={asks('max')}>{number('max', maxLabel, '3')}</Shown>
        <Shown isShown={asks('total')}>{number('total', t('ballotAdmin.total'), '10')}</Shown>
        <Shown isShown={asks('perOption')}>{number('perOption', t('ballotAdmin.perOption'), '5')}</Shown>
      </div>
      <RadioCards
        name="electorate"
        legend={t('ballotAdmin.electorate')}
        columns={3}
        defaultValue={typed('electorate', settings?.electorate ?? 'signed-in')}
        options={ELECTORATES.map((value) => ({ value, title: t(`ballotAdmin.electorates.${value}`) }))}
      />
      <div className="grid gap-5 sm:grid-cols-2">
        <Field
          label={t('ballotAdmin.minimumAge')}
          hint={t('ballotAdmin.minimumAgeHint')}
          error={errors.ofField('minimumAge')}
        >
          <TextInput
            name="minimumAge"
            inputMode="numeric"
            defaultValue={typed('minimumAge', settings?.minimumAge ?? 14)}
          />
        </Field>
        <Field label={t('ballotAdmin.unlinkDays')} error={errors.ofField('unlinkDays')}>
          <TextInput
            name="unlinkDays"
            inputMode="numeric"
            defaultValue={typed('unlinkDays', settings?.unlinkDays ?? 30)}
          />
        </Field>
      </div>
      <RuleFields
        method={method as BallotMethod['kind']}
        settings={settings}
        options={options}
        errors={errors}
      />
      <Button className="justify-self-start">{t('ballotAdmin.save')}</Button>
    </Form>
  )
}
