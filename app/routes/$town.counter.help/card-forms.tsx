import { Form } from '@remix-run/react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { HelpAnswer } from './act.server.ts'

/** A resident who comes again with their card, or for the first time. */
export function CardForms({ typed }: { typed: HelpAnswer['typed'] }) {
  const t = usePageWords()
  return (
    <div className="grid gap-10 md:grid-cols-2">
      <section className="grid content-start gap-4" aria-labelledby="card">
        <h3 id="card" className="text-xl font-semibold">
          {t('counter.cardTitle')}
        </h3>
        <Form method="post" className="grid gap-4" noValidate>
          <Field label={t('counter.card')} required>
            <TextInput
              name="card"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              maxLength={40}
              defaultValue={typed?.card}
              className="tracking-wider tabular-nums"
            />
          </Field>
          <Button name="intent" value="open" className="justify-self-start">
            {t('counter.cardOpen')}
          </Button>
        </Form>
      </section>
      <section className="grid content-start gap-4" aria-labelledby="new">
        <h3 id="new" className="text-xl font-semibold">
          {t('counter.newTitle')}
        </h3>
        <p className="text-ink-2">{t('counter.newLead')}</p>
        <Form method="post" className="grid gap-4" noValidate>
          <Checkbox name="consents" label={t('counter.newConsents')} required />
          <Checkbox name="seen" label={t('counter.newSeen')} defaultChecked={typed?.isSeen} />
          <Button name="intent" value="new" variant="secondary" className="justify-self-start">
            {t('counter.newMake')}
          </Button>
        </Form>
      </section>
    </div>
  )
}
