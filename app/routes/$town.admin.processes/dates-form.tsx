import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { ProcessesData } from './route.tsx'

interface Props {
  process: ProcessesData['processes'][number]
  errors: ReturnType<typeof formErrors>
}

/** The dates of a running process: moving them is logged with what they were. */
export function DatesForm({ process, errors }: Props) {
  const t = useWords()
  // What was refused belongs to one form of the page.
  const isRefused = errors.typed('process') === process.id && errors.typed('intent') === 'dates'
  const field = (name: string, known: string) => ({
    name,
    defaultValue: isRefused ? (errors.typed(name) ?? '') : known,
  })
  const faults = (name: string) => (isRefused ? errors.ofField(name) : [])
  const { frame } = useTown()
  return (
    <Card as="section" className="grid gap-2">
      <h2 className="text-xl font-semibold">
        <TextLink to={paths.process(frame.slug, process.slug)}>{process.title}</TextLink>
      </h2>
      {process.phases
        .filter(({ kind }) => kind === 'vote')
        .map(({ id }) => (
          <TextLink key={id} to={paths.adminBallot(frame.slug, id)}>
            {t('ballotAdmin.title')}
          </TextLink>
        ))}
      <Disclosure summary={t('admin.changeDates')} open={isRefused}>
        <Form method="post" className="grid gap-5 pt-2" noValidate>
          <input type="hidden" name="intent" value="dates" />
          <input type="hidden" name="process" value={process.id} />
          {process.phases.map((phase) => (
            <fieldset key={phase.id} className="grid gap-4 sm:grid-cols-2">
              <legend className="mb-2 font-semibold">{t(`phases.${phase.kind}`)}</legend>
              <input type="hidden" name="phase" value={phase.id} />
              <Field label={t('admin.startsAt')} error={faults(`starts-${phase.id}`)} required>
                <TextInput type="datetime-local" {...field(`starts-${phase.id}`, phase.startsAt)} />
              </Field>
              <Field label={t('admin.endsAt')} error={faults(`ends-${phase.id}`)}>
                <TextInput type="datetime-local" {...field(`ends-${phase.id}`, phase.endsAt)} />
              </Field>
            </fieldset>
          ))}
          <Button variant="secondary" className="justify-self-start">
            {t('common.save')}
          </Button>
        </Form>
      </Disclosure>
    </Card>
  )
}
