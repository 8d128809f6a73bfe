import { Form } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { TermReasonField } from '#app/forms/term-list.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { ProcessesData } from './route.tsx'

interface Props {
  process: ProcessesData['processes'][number]
  errors: ReturnType<typeof formErrors>
  t: T
}

/** Another process like this one, from another day on. */
export function CloneForm({ process, errors, t }: Props) {
  const isRefused = errors.typed('process') === process.id && errors.typed('intent') === 'clone'
  const faults = (name: string) => (isRefused ? errors.ofField(name) : [])
  return (
    <Disclosure summary={t('served.templates.clone')} open={isRefused}>
      <Form method="post" className="grid gap-5 pt-2" noValidate>
        <p className="text-ink-2">{t('served.templates.cloneNote')}</p>
        <input type="hidden" name="intent" value="clone" />
        <input type="hidden" name="process" value={process.id} />
        <input type="hidden" name="id" value={(isRefused && errors.typed('id')) || process.cloneId} />
        <Field label={t('served.templates.processTitle')} error={faults('cloneTitle')} required>
          <TextInput
            name="cloneTitle"
            maxLength={LIMITS.title}
            defaultValue={isRefused ? errors.typed('cloneTitle') : process.title}
          />
        </Field>
        <Field label={t('served.templates.startDay')} error={faults('startDay')} required>
          <TextInput
            type="date"
            name="startDay"
            defaultValue={isRefused ? errors.typed('startDay') : undefined}
            className="max-w-64"
          />
        </Field>
        {process.terms.length > 0 && <TermReasonField errors={isRefused ? errors : UNTOUCHED} t={t} />}
        <Button variant="secondary" className="justify-self-start">
          {t('served.templates.clone')}
        </Button>
      </Form>
    </Disclosure>
  )
}

const UNTOUCHED = { typed: () => undefined, ofField: () => [] }
