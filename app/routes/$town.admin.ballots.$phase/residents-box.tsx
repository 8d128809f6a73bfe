import { Form } from '@remix-run/react'
import { useWords } from '#app/i18n/use-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

/** Confirming that somebody lives in the town: by the e-mail they sign in with, and nothing else. */
export function ResidentsBox({ count }: { count: number }) {
  const t = useWords()
  return (
    <section className="grid gap-4" aria-labelledby="residents">
      <h3 id="residents" className="text-2xl font-semibold tracking-tight">
        {t('ballotAdmin.residents')}
      </h3>
      <p className="text-ink-2">{t('ballotAdmin.residentsCount', { count })}</p>
      <Form method="post" className="grid max-w-[28rem] gap-4">
        <Field label={t('ballotAdmin.residentEmail')} hint={t('ballotAdmin.residentHint')} required>
          <TextInput type="email" name="email" autoComplete="off" />
        </Field>
        <Button name="intent" value="confirm" variant="secondary" className="justify-self-start">
          {t('ballotAdmin.confirm')}
        </Button>
      </Form>
    </section>
  )
}
