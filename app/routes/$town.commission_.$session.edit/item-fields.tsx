import { isCarried, notVoting, type ProtocolItem } from '#app/domain/protocol.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Card } from '#app/ui/card.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

const WORDS = ['heard', 'spoke', 'resolved'] as const
const VOTES = ['for', 'against', 'abstained'] as const

interface ItemProps {
  t: T
  index: number
  item: ProtocolItem | null
  /** Members who came, as saved. */
  present: number
  errors: ReturnType<typeof formErrors>
  isSent: boolean
  limits: { question: number; words: number }
}

/** One question: heard, spoke, resolved, votes. */
export function ItemFields({ t, index, item, present, errors, isSent, limits }: ItemProps) {
  const value = (name: string, known: string | undefined) =>
    isSent ? (errors.typed(`${name}-${index}`) ?? '') : (known ?? '')
  const error = (name: string) => errors.ofField(`${name}-${index}`)
  const left = item ? notVoting(item.votes, present) : 0
  return (
    <Card>
      <Fieldset legend={t('served.commission.questionNumber', { number: index + 1 })}>
        <Field label={t('served.commission.question')} error={error('question')}>
          <TextInput
            name={`question-${index}`}
            maxLength={limits.question}
            defaultValue={value('question', item?.question)}
          />
        </Field>
        {WORDS.map((name) => (
          <Field key={name} label={t(`served.commission.${name}`)} error={error(name)}>
            <TextArea
              name={`${name}-${index}`}
              rows={3}
              maxLength={limits.words}
              defaultValue={value(name, item?.[name])}
            />
          </Field>
        ))}
        <Fieldset legend={t('served.commission.votes')} size="field">
          <div className="grid gap-4 sm:grid-cols-3">
            {VOTES.map((name) => (
              <Field key={name} label={t(`served.commission.${name}`)} error={error(name)}>
                <TextInput
                  name={`${name}-${index}`}
                  inputMode="numeric"
                  maxLength={3}
                  defaultValue={value(name, item ? String(item.votes[name]) : undefined)}
                />
              </Field>
            ))}
          </div>
          {item?.resolved && (
            <p className="text-sm text-ink-2">
              {t(
                isCarried(item.votes, present) ? 'served.commission.carried' : 'served.commission.notCarried',
              )}{' '}
              {left > 0 && t('served.commission.notVoting', { count: left })}
            </p>
          )}
        </Fieldset>
      </Fieldset>
    </Card>
  )
}
