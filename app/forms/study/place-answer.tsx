import type { Geometry, Position } from 'geojson'
import { useState } from 'react'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadShapePicker } from '#app/map/load.ts'
import { useShapePickerLabels } from '#app/picker-labels.ts'
import type { QuestionView } from '#app/study-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Field } from '#app/ui/field.tsx'
import { TextArea } from '#app/ui/text-area.tsx'

interface Props {
  question: QuestionView
  typed?: string
  error: string[]
  required: boolean
  optional?: string
}

/** A place two ways: on the map, which writes the coordinates, or the coordinates themselves. */
export function PlaceAnswer({ question, typed = '', ...field }: Props) {
  const t = usePageWords()
  const { ground } = useTown()
  const labels = useShapePickerLabels()
  const [text, setText] = useState(typed)
  const type = question.type as 'point' | 'line' | 'area'
  const hints = [
    question.hint,
    t(`served.study.placeHint.${type}`),
    question.isCoarse && t('served.study.coarse'),
  ]
  return (
    <Field label={question.text} hint={hints.filter(Boolean).join(' ')} {...field}>
      <MapDoor
        load={loadShapePicker}
        labels={{ failed: t('map.failed') }}
        className="min-h-[26rem]"
        fallback={
          <div className="h-[26rem] rounded-xl border border-line bg-surface-2" data-needs-script="" />
        }
        props={{
          ...ground,
          spaces: [],
          value: null,
          modes: [type],
          name: `drawn-${question.id}`,
          onChange: (geometry: Geometry | null) => setText(geometry ? coordinatesOf(geometry) : ''),
          labels,
        }}
      />
      <TextArea
        name={`q-${question.id}`}
        rows={type === 'point' ? 1 : 3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
        className="tabular-nums"
      />
    </Field>
  )
}

/** As readAnswer of app/domain/study/answer.ts reads it: a vertex a line, latitude first. */
function coordinatesOf(geometry: Geometry): string {
  const positions: Position[] =
    geometry.type === 'Point'
      ? [geometry.coordinates]
      : geometry.type === 'LineString'
        ? geometry.coordinates
        : geometry.type === 'Polygon'
          ? geometry.coordinates[0]!.slice(0, -1)
          : []
  return positions.map(([lng, lat]) => `${lat!.toFixed(6)}, ${lng!.toFixed(6)}`).join('\n')
}
