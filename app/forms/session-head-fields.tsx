import { STAGES, type Stage } from '#app/domain/protocol.ts'
import type { formErrors } from '#app/form-errors.ts'
import type { T } from '#app/i18n/i18n.ts'
import { Field } from '#app/ui/field.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

export interface SessionHeadProps {
  t: T
  errors: ReturnType<typeof formErrors>
  /** `heldAt` as the town's wall clock; '' is none. */
  known: { processId: string; stage: Stage; title: string; place: string; heldAt: string }
  processes: { id: string; title: string }[]
  limits: { title: number; place: number }
}

/** What a session is about, when and where. */
export function SessionHeadFields({ t, errors, known, processes, limits }: SessionHeadProps) {
  return (
    <>
      <Field label={t('served.commission.process')} error={errors.ofField('processId')}>
        <Select
          name="processId"
          defaultValue={errors.typed('processId') ?? known.processId}
          placeholder={t('served.commission.noProcess')}
          options={processes.map(({ id, title }) => ({ value: id, label: title }))}
        />
      </Field>
      <Field label={t('served.commission.stage')} error={errors.ofField('stage')} required>
        <Select
          name="stage"
          defaultValue={errors.typed('stage') ?? known.stage}
          options={STAGES.map((stage) => ({ value: stage, label: t(`served.commission.stages.${stage}`) }))}
        />
      </Field>
      <Field
        label={t('served.commission.sessionTitle')}
        hint={t('served.commission.sessionTitleHint')}
        error={errors.ofField('title')}
        required
      >
        <TextInput
          name="title"
          maxLength={limits.title}
          defaultValue={errors.typed('title') ?? known.title}
        />
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field label={t('served.commission.heldAt')} error={errors.ofField('heldAt')} required>
          <TextInput
            type="datetime-local"
            name="heldAt"
            defaultValue={errors.typed('heldAt') ?? known.heldAt}
          />
        </Field>
        <Field label={t('served.commission.place')} error={errors.ofField('place')} required>
          <TextInput
            name="place"
            maxLength={limits.place}
            defaultValue={errors.typed('place') ?? known.place}
          />
        </Field>
      </div>
    </>
  )
}
