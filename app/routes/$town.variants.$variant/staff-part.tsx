import { Form } from '@remix-run/react'
import type { T } from '#app/i18n/i18n.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import type { VariantData } from './view.server.ts'

/** What the staff may do with a variant. */
export function StaffPart({
  t,
  variant,
  staff,
}: {
  t: T
  variant: VariantData
  staff: NonNullable<VariantData['staff']>
}) {
  const { frame } = useTown()
  const { id, shown, state } = variant
  const mayPublish = staff.hasDraft || state === 'withdrawn'
  return (
    <section aria-labelledby="staff-title" className="grid gap-4">
      <h2 id="staff-title" className="text-2xl font-semibold tracking-tight">
        {t('served.variants.staff')}
      </h2>
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        {staff.fileName && (
          <TextLink href={variantPaths.drawing(frame.slug, shown.id, 'original')}>
            {t('served.variants.original', { name: staff.fileName })}
          </TextLink>
        )}
        {shown.planId && (
          <TextLink to={paths.plan(frame.slug, shown.planId)}>{t('served.variants.fromPlan')}</TextLink>
        )}
      </p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to={`${variantPaths.place(frame.slug, id)}?version=${shown.version}`} variant="secondary">
          {t('served.variants.place.place')}
        </ButtonLink>
        {!staff.hasDraft && (
          <ButtonLink to={variantPaths.version(frame.slug, id)} variant="secondary">
            {t('served.variants.newVersion')}
          </ButtonLink>
        )}
        <ButtonLink to={variantPaths.remarks(frame.slug, id)} variant="secondary">
          {t('served.variants.remarks.desk')}
        </ButtonLink>
      </div>
      <Form method="post" className="flex flex-wrap gap-3">
        {mayPublish && (
          <Button name="intent" value="publish">
            {staff.hasDraft
              ? t('served.variants.publishVersion', { version: staff.newest })
              : t('served.variants.publishAgain')}
          </Button>
        )}
        {(staff.hasDraft || state === 'published') && (
          <Button name="intent" value="remove" variant="secondary">
            {t(staff.hasDraft ? 'served.variants.discard' : 'served.variants.withdraw')}
          </Button>
        )}
      </Form>
    </section>
  )
}
