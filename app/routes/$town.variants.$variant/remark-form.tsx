import { Form, useLocation, useNavigation } from '@remix-run/react'
import { VARIANT_LIMITS } from '#app/domain/variants/variants.ts'
import type { formErrors } from '#app/form-errors.ts'
import { HumanCheck } from '#app/forms/human-check.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import type { VariantData } from './view.server.ts'

interface Props {
  t: T
  variant: VariantData
  errors: ReturnType<typeof formErrors>
  /** As typed: pixels of the drawing. */
  x: string
  y: string
  onMove: (x: string, y: string) => void
}

/** A remark and its place on the drawing; the numbers follow the crosshair, and the crosshair them. */
export function RemarkForm({ t, variant, errors, x, y, onMove }: Props) {
  const { pathname } = useLocation()
  const navigation = useNavigation()
  if (!variant.mayRemark)
    return variant.isCurrent ? <p className="text-ink-2">{t('served.variants.remarks.closed')}</p> : null
  if (!variant.isSignedIn)
    return (
      <ButtonLink to={paths.signIn(pathname)} variant="secondary" className="justify-self-start">
        {t('served.variants.remarks.signIn')}
      </ButtonLink>
    )
  const isMine = errors.typed('intent') === 'remark'
  const ofField = (name: string) => (isMine ? errors.ofField(name) : [])
  return (
    <Form method="post" className="grid max-w-[42rem] gap-4" noValidate key={variant.remarks.length}>
      <input type="hidden" name="intent" value="remark" />
      <input type="hidden" name="id" value={variant.remarkId} />
      <input type="hidden" name="version" value={variant.shown.version} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t('served.variants.remarks.x')} error={ofField('x')} required>
          <TextInput
            name="x"
            inputMode="decimal"
            maxLength={12}
            value={x}
            onChange={(event) => onMove(event.target.value, y)}
          />
        </Field>
        <Field label={t('served.variants.remarks.y')} error={ofField('y')} required>
          <TextInput
            name="y"
            inputMode="decimal"
            maxLength={12}
            value={y}
            onChange={(event) => onMove(x, event.target.value)}
          />
        </Field>
      </div>
      <Field label={t('served.variants.remarks.body')} error={ofField('body')} required>
        <TextArea
          name="body"
          rows={3}
          maxLength={VARIANT_LIMITS.remark}
          defaultValue={isMine ? errors.typed('body') : ''}
        />
      </Field>
      <HumanCheck challenge={isMine ? errors.challenge : null} />
      <Button
        className="justify-self-start"
        pending={navigation.formData?.get('intent') === 'remark'}
        pendingLabel={t('common.sending')}
      >
        {t('served.variants.remarks.send')}
      </Button>
    </Form>
  )
}
