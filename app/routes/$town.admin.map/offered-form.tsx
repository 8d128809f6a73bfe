import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { CreditField } from './credit-field.tsx'
import type { MapPage } from './view.server.ts'

/** Takes one of the files that lie on the server: for those too large to be sent. */
export function OfferedForm({ page, errors }: { page: MapPage; errors: ReturnType<typeof formErrors> }) {
  const t = useWords()
  const isMine = errors.typed('intent') === 'take'
  return (
    <Form method="post" className="grid gap-6" noValidate>
      <h2 className="text-2xl font-semibold tracking-tight">{t('mapAdmin.offeredTitle')}</h2>
      <p className="max-w-[42rem] text-ink-2">{t('mapAdmin.offeredLead')}</p>
      <Field label={t('mapAdmin.offered')} error={isMine ? errors.ofField('name') : []} required>
        <Select
          name="name"
          defaultValue={isMine ? errors.typed('name') : undefined}
          options={page.offered.map((name) => ({ value: name, label: name }))}
        />
      </Field>
      <CreditField page={page} errors={errors} isMine={isMine} />
      <Button name="intent" value="take" variant="secondary" className="justify-self-start">
        {t('mapAdmin.take')}
      </Button>
    </Form>
  )
}
