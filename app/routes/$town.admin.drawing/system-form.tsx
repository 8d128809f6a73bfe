import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { RadioCards } from '#app/ui/radio-cards.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { DrawingPage } from './view.server.ts'

interface Props {
  page: DrawingPage
  errors: ReturnType<typeof formErrors>
}

/** All three ways stand open: it is the choice that counts, and nothing needs a script. */
export function SystemForm({ page, errors }: Props) {
  const t = useWords()
  const typed = (name: string, known: string) => errors.typed(name) ?? known
  const faultsOf = (name: string) => errors.ofField(name).map((text) => wordsOf(t, text))
  return (
    <Form method="post" className="grid gap-8" noValidate>
      <RadioCards
        name="kind"
        legend={t('drawingAdmin.kind')}
        defaultValue={typed('kind', page.kind)}
        error={faultsOf('kind')}
        options={(['epsg', 'text', 'points'] as const).map((kind) => ({
          value: kind,
          title: t(`drawingAdmin.kinds.${kind}`),
          hint: t(`drawingAdmin.kindHints.${kind}`),
        }))}
      />
      <Field
        label={t('drawingAdmin.epsg')}
        hint={t('drawingAdmin.epsgHint', { codes: page.codes.join(', ') })}
        error={faultsOf('epsg')}
      >
        <TextInput
          name="epsg"
          inputMode="numeric"
          autoComplete="off"
          defaultValue={typed('epsg', page.epsg)}
          maxLength={20}
        />
      </Field>
      <Field label={t('drawingAdmin.text')} hint={t('drawingAdmin.textHint')} error={faultsOf('text')}>
        <TextArea
          name="text"
          rows={3}
          maxLength={8000}
          spellCheck={false}
          autoComplete="off"
          defaultValue={typed('text', page.text)}
        />
      </Field>
      <Fieldset
        legend={t('drawingAdmin.pairs')}
        hint={t('drawingAdmin.pairsHint')}
        error={faultsOf('pairs')}
        size="field"
      >
        <div className="grid gap-6">
          {[1, 2, 3, 4].map((n) => (
            <PairFields key={n} n={n} page={page} typed={typed} faultsOf={faultsOf} />
          ))}
        </div>
      </Fieldset>
      <RadioCards
        name="axes"
        legend={t('drawingAdmin.axes')}
        defaultValue={typed('axes', page.axes)}
        error={faultsOf('axes')}
        options={(['east-north', 'north-east'] as const).map((axes) => ({
          value: axes,
          title: t(`drawingAdmin.axesKinds.${axes}`),
          hint: t(`drawingAdmin.axesHints.${axes}`),
        }))}
      />
      <Button name="intent" value="save" className="justify-self-start">
        {t('drawingAdmin.save')}
      </Button>
    </Form>
  )
}

interface PairProps {
  n: number
  page: DrawingPage
  typed: (name: string, known: string) => string
  faultsOf: (name: string) => string[]
}

function PairFields({ n, page, typed, faultsOf }: PairProps) {
  const t = useWords()
  const known = page.pairs[n - 1]
  const fields = [
    ['place', t('drawingAdmin.place')],
    ['first', t('drawingAdmin.first')],
    ['second', t('drawingAdmin.second')],
  ] as const
  return (
    <Fieldset legend={t('drawingAdmin.point', { n })} size="field">
      <div className="grid gap-3 sm:grid-cols-[2fr_1fr_1fr]">
        {fields.map(([name, label]) => (
          <Field key={name} label={label} error={faultsOf(`${name}${n}`)}>
            <TextInput
              name={`${name}${n}`}
              autoComplete="off"
              inputMode={name === 'place' ? 'text' : 'decimal'}
              defaultValue={typed(`${name}${n}`, known?.[name] ?? '')}
              maxLength={200}
            />
          </Field>
        ))}
      </div>
    </Fieldset>
  )
}

/** Of the faults that only this page knows there are words of its own: other readers do not load them. */
function wordsOf(t: ReturnType<typeof useWords>, text: string): string {
  const own = /^errors\.field\.drawing-(code|place|metres|pairs)$/.exec(text)?.[1]
  return own ? t(`drawingAdmin.faults.${own}` as WordKey) : text
}
