import { Form } from '@remix-run/react'
import { isPin, LIMITS, photosAllowed } from '#app/domain/contributions.ts'
import type { EditData } from '#app/routes/$town.$number.edit/load.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox } from '#app/ui/checkbox.tsx'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Photo } from '#app/ui/photo.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { FormHead } from './form-ends.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { draftFormOf, useContributionForm } from './use-contribution-form.ts'

/** Changes an own pin or proposal; a place that is not touched stays. */
export function EditForm({ data }: { data: EditData }) {
  const { frame } = useTown()
  const { t, form, errors, draft, isSending } = useContributionForm(
    draftFormOf(frame.slug, { edit: data.number }),
  )
  const isPinForm = isPin(data.kind)
  return (
    <Form ref={form} method="post" encType="multipart/form-data" className="mt-6 grid gap-8" noValidate>
      <FormHead error={errors.ofForm} code={errors.code} draft={draft} />
      {data.isSupported && <Notice tone="warning">{t('form.editSupported')}</Notice>}
      {data.isHeld && <Notice tone="info">{t('form.editHeld')}</Notice>}
      {!isPinForm && (
        <Field label={t('form.title')} error={errors.ofField('title')} required>
          <TextInput
            name="title"
            maxLength={LIMITS.title}
            defaultValue={errors.typed('title') ?? data.title}
          />
        </Field>
      )}
      <Field
        label={isPinForm ? t('form.body') : t('form.proposalBody')}
        error={errors.ofField('body')}
        required
      >
        <TextArea
          name="body"
          rows={isPinForm ? 4 : 9}
          maxLength={isPinForm ? LIMITS.pinBody : LIMITS.body}
          defaultValue={errors.typed('body') ?? data.body}
          counter={(used, max) => t('common.counter', { used, max })}
        />
      </Field>
      {!isPinForm && (
        <>
          <Field label={t('form.category')} error={errors.ofField('category')} required>
            <Select
              name="category"
              defaultValue={errors.typed('category') ?? data.categoryId ?? ''}
              options={data.categories.map((row) => ({ value: row.id, label: row.name }))}
            />
          </Field>
          <Field
            label={t('form.cost')}
            hint={t('form.costHint')}
            error={errors.ofField('cost')}
            optional={t('common.optional')}
          >
            <TextInput
              name="cost"
              inputMode="decimal"
              defaultValue={errors.typed('cost') ?? data.cost}
              className="max-w-64"
            />
          </Field>
        </>
      )}
      <Notice tone="info">{t('form.placeKept')}</Notice>
      <PlaceFields
        data={{ spaces: data.spaces, startSpace: null }}
        errors={errors}
        restored={draft.restored}
        withShapes={!isPinForm}
        known={data.point}
        knownText={data.placeText}
      />
      {data.photos.length > 0 && (
        <ul className="grid gap-4 sm:grid-cols-2">
          {data.photos.map((photo, index) => (
            <li key={photo.id} className="grid gap-2">
              <Photo
                src={photo.src}
                alt={photo.alt}
                width={photo.width}
                height={photo.height}
                className="h-auto w-full rounded-lg"
              />
              <Checkbox
                name="removedPhoto"
                value={photo.id}
                label={t('form.photoRemove', { position: index + 1 })}
              />
            </li>
          ))}
        </ul>
      )}
      {photosAllowed(data.kind) > 0 && (
        <PhotoFields kind={isPinForm ? 'pin' : 'proposal'} altTyped={errors.typed('alt')} />
      )}
      <Button
        pending={isSending}
        pendingLabel={t('common.sending')}
        className="w-full sm:w-auto sm:justify-self-start"
      >
        {t('form.saveChanges')}
      </Button>
    </Form>
  )
}
