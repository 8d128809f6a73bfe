import { useEffect, useState } from 'react'
import { groupsByMethods } from '#app/domain/ballot-settings.ts'
import type { BallotMethod } from '#app/domain/ballots.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'

interface Props<Value extends string> {
  name: string
  label: string
  /** What fits each method: the table that the server refuses by. */
  fitting: Record<BallotMethod['kind'], readonly Value[]>
  method: BallotMethod['kind']
  value: string
  onChange: (value: string) => void
  wordFor: (value: Value) => string
  error: string[]
  /** Whether what is chosen is used at all: what is not used need not fit. */
  isUsed?: boolean
}

/**
 * A list that says which methods of marking each choice fits. Once a script runs, what does not fit the method cannot be chosen;
 * what was chosen before the method changed stays, is marked as wrong, and is never replaced unasked.
 */
export function FittingField<Value extends string>(props: Props<Value>) {
  const { name, label, fitting, method, value, onChange, wordFor, error, isUsed = true } = props
  const t = useWords()
  const [isAlive, setIsAlive] = useState(false)
  useEffect(function forbidWhatDoesNotFit() {
    setIsAlive(true)
  }, [])
  const fits = (one: string) => (fitting[method] as readonly string[] | undefined)?.includes(one) ?? true
  const misfit =
    isUsed && !fits(value) ? [t('ballotAdmin.misfit', { method: t(`ballotAdmin.methods.${method}`) })] : []
  return (
    <Field label={label} error={[...error, ...misfit]} required={name === 'rule'}>
      <Select name={name} defaultValue={value} onChange={(event) => onChange(event.target.value)}>
        {groupsByMethods(fitting).map(({ methods, values }) => (
          <optgroup
            key={methods.join()}
            label={t('ballotAdmin.forMethods', {
              methods: methods.map((kind) => t(`ballotAdmin.methods.${kind}`)).join(' / '),
            })}
          >
            {values.map((one) => (
              <option key={one} value={one} disabled={isAlive && !fits(one) && one !== value}>
                {wordFor(one)}
              </option>
            ))}
          </optgroup>
        ))}
      </Select>
    </Field>
  )
}
