import { Form } from '@remix-run/react'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import type { formErrors } from '#app/form-errors.ts'
import { formatDate } from '#app/i18n/format.ts'
import type { T } from '#app/i18n/i18n.ts'
import { textLang } from '#app/i18n/text-lang.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import type { ComparedData } from './view.server.ts'

interface Props {
  t: T
  compared: ComparedData
  errors: ReturnType<typeof formErrors>
}

/** Which variant was chosen and why; for administrators the form that says so. */
export function ChoicePart({ t, compared, errors }: Props) {
  const { frame, locale, timeZone } = useTown()
  const { choice, process, hasResults, mayChoose } = compared
  if (!choice && !mayChoose) return null
  return (
    <section id="choice" aria-labelledby="choice-title" className="grid gap-4">
      <h2 id="choice-title" className="text-2xl font-semibold tracking-tight">
        {t('served.variants.choice.title')}
      </h2>
      {choice ? (
        <Card className="grid max-w-[48rem] gap-2">
          <p className="text-lg font-semibold">
            <TextLink to={variantPaths.variant(frame.slug, choice.variantId)}>
              {t('served.variants.choice.chosen', { number: choice.number, title: choice.title })}
            </TextLink>
          </p>
          <p className="text-sm text-ink-2">
            {t('served.variants.choice.chosenVersion', {
              version: choice.version,
              date: formatDate(new Date(choice.at), locale, timeZone),
            })}
          </p>
          <p className="break-words whitespace-pre-line" lang={textLang(choice.reason, locale)}>
            {choice.reason}
          </p>
          {hasResults && (
            <p>
              <TextLink to={paths.results(frame.slug, process.slug)}>{t('process.results')}</TextLink>
            </p>
          )}
        </Card>
      ) : (
        <p className="text-ink-2">{t('served.variants.choice.notYet')}</p>
      )}
      {mayChoose && <ChoiceForm t={t} compared={compared} errors={errors} />}
    </section>
  )
}

function ChoiceForm({ t, compared, errors }: Props) {
  const shown = compared.variants.filter(({ state }) => state === 'published')
  if (shown.length === 0) return null
  const isMine = errors.typed('intent') === 'choose'
  return (
    <Disclosure summary={t('served.variants.choice.choose')} open={isMine} className="max-w-[48rem]">
      <Form method="post" className="grid gap-4 pt-2" noValidate>
        <input type="hidden" name="intent" value="choose" />
        <Field label={t('served.variants.choice.which')} required>
          <Select
            name="variant"
            defaultValue={errors.typed('variant') ?? compared.choice?.variantId}
            options={shown.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Field>
        <Field
          label={t('served.variants.choice.reason')}
          hint={t('served.variants.choice.reasonHint')}
          error={errors.ofField('reason')}
          required
        >
          <TextArea
            name="reason"
            maxLength={VARIANT_LIMITS.reason}
            defaultValue={errors.typed('reason') ?? compared.choice?.reason}
          />
        </Field>
        <Button className="justify-self-start">{t('served.variants.choice.save')}</Button>
      </Form>
    </Disclosure>
  )
}
