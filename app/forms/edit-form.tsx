import { Form } from '@remix-run/react'
import { isPin } from '#app/domain/contributions.ts'
import type { EditData } from '#app/routes/$town.$number.edit/load.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { draftFormOf } from './draft-owner.ts'
import { FormHead } from './form-ends.tsx'
import { KeptPhotos } from './kept-photos.tsx'
import { PhotoFields } from './photo-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { useContributionForm } from './use-contribution-form.ts'
import { BodyField, CategoryField, CostField, TitleField } from './word-fields.tsx'

/** Changes an own pin or proposal; a place that is not touched stays. */
export function EditForm({ data }: { data: EditData }) {
  const { frame } = useTown()
  const { t, form, errors, draft, isSending, found } = useContributionForm(
    draftFormOf(frame.slug, { edit: data.number }),
  )
  const isPinForm = isPin(data.kind)
  return (
    <Form ref={form} method="post" encType="multipart/form-data" className="mt-6 grid gap-8" noValidate>
      <FormHead error={errors.ofForm} code={errors.code} draft={draft} />
      {data.isSupported && <Notice tone="warning">{t('form.editSupported')}</Notice>}
      {data.isHeld && <Notice tone="info">{t('form.editHeld')}</Notice>}
      {!isPinForm && <TitleField errors={errors} known={data.title} />}
      <BodyField
        kind={isPinForm ? 'pin' : 'proposal'}
        errors={errors}
        known={data.body}
        rows={isPinForm ? 4 : 9}
      />
      {!isPinForm && (
        <>
          <CategoryField categories={data.categories} errors={errors} known={data.categoryId ?? undefined} />
          <CostField errors={errors} known={data.cost} />
        </>
      )}
      <Notice tone="info">{t('form.placeKept')}</Notice>
      <PlaceFields
        data={{ spaces: data.spaces, startSpace: null, placeWords: data.placeWords }}
        errors={errors}
        restored={draft.restored}
        found={found}
        withShapes={!isPinForm}
        known={data.point}
        knownText={data.placeText}
      />
      <KeptPhotos photos={data.photos} errors={errors} />
      <PhotoFields kind={isPinForm ? 'pin' : 'proposal'} errors={errors} />
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
