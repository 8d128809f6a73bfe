import { Form } from '@remix-run/react'
import type { formErrors } from '#app/form-errors.ts'
import { TermList, TermReasonField } from '#app/forms/term-list.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { templatePaths } from '#app/template-paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { CloneForm } from './clone-form.tsx'
import type { ProcessesData } from './route.tsx'

interface Props {
  process: ProcessesData['processes'][number]
  errors: ReturnType<typeof formErrors>
  t: T
}

/** The dates of a running process: moving them is logged with what they were. */
export function DatesForm({ process, errors, t }: Props) {
  // What was refused belongs to one form of the page.
  const isRefused = errors.typed('process') === process.id && errors.typed('intent') === 'dates'
  const field = (name: string, known: string) => ({
    name,
    defaultValue: isRefused ? (errors.typed(name) ?? '') : known,
  })
  const faults = (name: string) => (isRefused ? errors.ofField(name) : [])
  const { frame } = useTown()
  return (
    <Card as="section" className="grid grid-cols-[minmax(0,1fr)] gap-2">
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
      <TextLink to={templatePaths.adminProcess(frame.slug, process.slug)}>
        {t('served.templates.conditions')}
      </TextLink>
      {process.terms.length > 0 && (
        <TermList lines={process.terms} caption={t('served.templates.terms')} t={t} />
      )}
      <Disclosure summary={t('admin.changeDates')} open={isRefused}>
        <Form method="post" className="grid gap-5 pt-2" noValidate>
          <input type="hidden" name="intent" value="dates" />
          <input type="hidden" name="process" value={process.id} />
          {process.phases.map((phase) => (
            <fieldset key={phase.id} className="grid gap-4 sm:grid-cols-2">
              <legend className="mb-2 font-semibold">{phase.title}</legend>
              <input type="hidden" name="phase" value={phase.id} />
              <Field label={t('admin.startsAt')} error={faults(`starts-${phase.id}`)} required>
                <TextInput type="datetime-local" {...field(`starts-${phase.id}`, phase.startsAt)} />
              </Field>
              <Field label={t('admin.endsAt')} error={faults(`ends-${phase.id}`)}>
                <TextInput type="datetime-local" {...field(`ends-${phase.id}`, phase.endsAt)} />
              </Field>
            </fieldset>
          ))}
          {process.terms.length > 0 && <TermReasonField errors={isRefused ? errors : UNTOUCHED} t={t} />}
          <Button variant="secondary" className="justify-self-start">
            {t('common.save')}
          </Button>
        </Form>
      </Disclosure>
      <CloneForm process={process} errors={errors} t={t} />
    </Card>
  )
}

const UNTOUCHED = { typed: () => undefined, ofField: () => [] }
