import { Form } from '@remix-run/react'
import { LIMITS } from '#app/domain/contributions.ts'
import type { formErrors } from '#app/form-errors.ts'
import { TermList, TermReasonField } from '#app/forms/term-list.tsx'
import type { T } from '#app/i18n/i18n.ts'
import type { TermLine } from '#app/term-view.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { TemplateView } from './view.server.ts'

interface Props {
  view: TemplateView
  errors: ReturnType<typeof formErrors>
  planned: readonly TermLine[]
  t: T
}

/** Title, first day, spaces; the dates that come of it can be seen before anything begins. */
export function StartForm({ view, errors, planned, t }: Props) {
  return (
    <Form method="post" className="grid grid-cols-[minmax(0,1fr)] gap-6" noValidate>
      <h3 className="text-xl font-[620] tracking-tight">{t('served.templates.startTitle')}</h3>
      <input type="hidden" name="id" value={errors.typed('id') ?? view.newId} />
      <Field label={t('served.templates.processTitle')} error={errors.ofField('processTitle')} required>
        <TextInput
          name="processTitle"
          maxLength={LIMITS.title}
          defaultValue={errors.typed('processTitle')}
          className="max-w-[42rem]"
        />
      </Field>
      <Field
        label={t('served.templates.startDay')}
        hint={t('served.templates.startNote')}
        error={errors.ofField('startDay')}
        required
      >
        <TextInput
          type="date"
          name="startDay"
          defaultValue={errors.typed('startDay') ?? view.today}
          className="max-w-64"
        />
      </Field>
      {view.spaces.length > 0 && (
        <Fieldset legend={t('served.templates.spaces')} size="field">
          <div className="grid gap-2 sm:grid-cols-2">
            {view.spaces.map((space) => (
              <Checkbox
                key={space.id}
                name="spaces"
                value={space.id}
                label={space.name}
                defaultChecked={errors.ticked('spaces')?.includes(space.id)}
              />
            ))}
          </div>
        </Fieldset>
      )}
      {planned.length > 0 && <TermList lines={planned} caption={t('served.templates.planned')} t={t} />}
      {view.rules.length > 0 && <TermReasonField errors={errors} t={t} />}
      <div className="flex flex-wrap gap-3">
        <Button name="intent" value="start">
          {t('served.templates.start')}
        </Button>
        <Button name="intent" value="preview" variant="secondary">
          {t('served.templates.showDates')}
        </Button>
      </div>
    </Form>
  )
}
