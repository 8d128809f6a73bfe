import { useState } from 'react'
import type { FeatureFault } from '#app/domain/geometry/feature-collection.ts'
import type { Area } from '#app/domain/geometry/positions.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadDrawMap } from '#app/map/load.ts'
import { useDrawMapLabels } from '#app/picker-labels.ts'
import type { TownGround } from '#app/town-ground.ts'
import { Field } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { TextArea } from '#app/ui/text-area.tsx'
import { TextInput } from '#app/ui/text-input.tsx'

interface Props {
  ground: TownGround
  label: string
  hint?: string
  initial: Area | null
  typed?: string
  faults: FeatureFault[]
  required?: boolean
}

/** An area three ways: drawn on the map, as GeoJSON text, or from a file. Drawing writes the text. */
export function AreaField({ ground, label, hint, initial, typed, faults, required }: Props) {
  const t = useWords()
  const labels = useDrawMapLabels()
  const [text, setText] = useState(typed ?? (initial ? JSON.stringify(initial) : ''))
  const [drawn, setDrawn] = useState(initial)
  function draw(geometry: Area | null) {
    setDrawn(geometry)
    setText(geometry ? JSON.stringify(geometry) : '')
  }
  return (
    <div className="grid gap-4">
      <GeometryFaults faults={faults} />
      <MapDoor
        load={loadDrawMap}
        labels={{ failed: t('map.failed') }}
        className="h-[26rem] overflow-hidden rounded-xl border border-line bg-surface-2"
        fallback={
          <p className="grid h-full place-items-center text-ink-2" data-needs-script="">
            {t('map.loading')}
          </p>
        }
        props={{ ...ground, mode: 'one' as const, value: drawn, onChange: draw, labels }}
      />
      <Field label={`${label}: ${t('admin.geojson')}`} hint={hint ?? t('admin.drawn')} required={required}>
        <TextArea
          name="geojson"
          rows={3}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          spellCheck={false}
          className="font-mono text-sm"
        />
      </Field>
      <Field label={t('admin.geojsonFile')} hint={t('admin.geojsonFileHint')} optional={t('common.optional')}>
        <TextInput name="file" type="file" accept=".geojson,.json,application/geo+json,application/json" />
      </Field>
    </div>
  )
}

/** What is wrong with each feature, by its number and name. */
export function GeometryFaults({ faults }: { faults: FeatureFault[] }) {
  const t = useWords()
  if (faults.length === 0) return null
  function sentence({ index, name, code, at = '', value = '' }: FeatureFault) {
    const reason = t(`geometry.${code}` as WordKey, { at, value })
    if (index === null) return t('admin.file', { reason })
    return t('admin.feature', { index: index + 1, name: name ? ` «${name}»` : '', reason })
  }
  return (
    <Notice tone="danger" role="alert">
      <ul className="grid gap-1">
        {faults.slice(0, 20).map((fault) => (
          <li key={`${fault.index}${fault.code}${fault.at}`}>{sentence(fault)}</li>
        ))}
      </ul>
    </Notice>
  )
}
