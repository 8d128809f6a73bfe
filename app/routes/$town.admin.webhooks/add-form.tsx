import { Form } from '@remix-run/react'
import { WEBHOOK_EVENTS } from '#app/domain/sharing.ts'
import type { formErrors } from '#app/form-errors.ts'
import { ConfirmAgain } from '#app/forms/confirm-again.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export function AddForm({ t, errors }: { t: T; errors: ReturnType<typeof formErrors> }) {
  const ticked = errors.ticked('events') ?? WEBHOOK_EVENTS
  return (
    <Form method="post" className="grid max-w-[42rem] gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('served.sharing.addWebhook')}</h2>
      <Field label={t('served.sharing.url')} error={errors.ofField('url')} required>
        <TextInput name="url" type="url" autoComplete="off" defaultValue={errors.typed('url')} />
      </Field>
      <Fieldset legend={t('served.sharing.events')} size="field" error={errors.ofField('events')}>
        {WEBHOOK_EVENTS.map((event) => (
          <Checkbox
            key={event}
            name="events"
            value={event}
            label={t(`served.sharing.eventNames.${event}`)}
            defaultChecked={(ticked as readonly string[]).includes(event)}
          />
        ))}
      </Fieldset>
      <ConfirmAgain t={t} code={errors.code} />
      <Button name="intent" value="add" className="justify-self-start">
        {t('served.sharing.addWebhook')}
      </Button>
    </Form>
  )
}
