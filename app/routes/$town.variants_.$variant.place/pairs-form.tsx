import { Form } from '@remix-run/react'
import { useMemo, useState } from 'react'
import { MOST_PAIRS, PLACEMENT_METHODS } from '#app/domain/variants/placement.ts'
import type { formErrors } from '#app/form-errors.ts'
import { DrawingSheet } from '#app/forms/drawing-sheet.tsx'
import type { T } from '#app/i18n/i18n.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadPlaceDrawing } from '#app/map/load.ts'
import { useMapFrameLabels } from '#app/map-labels.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Segmented } from '#app/ui/segmented.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { variantPaths } from '#app/variant-paths.ts'
import { type PairName, pairField } from './read-pairs.ts'
import type { PlacingData } from './route.tsx'

const NUMBERS = Array.from({ length: MOST_PAIRS }, (_, i) => i + 1)
const NAMES: PairName[] = ['x', 'y', 'lat', 'lng']

interface Props {
  t: T
  placing: PlacingData
  errors: ReturnType<typeof formErrors>
}

/** Four pairs of points: typed, or set by clicks on the drawing and on the map. */
export function PairsForm({ t, placing, errors }: Props) {
  const { frame, ground } = useTown()
  const frameLabels = useMapFrameLabels()
  const { drawing, placement } = placing
  const [typed, setTyped] = useState(() => beginning(placing, errors))
  const points = NUMBERS.map((number) => ({
    number,
    pixel: numbersOf(typed, number, ['x', 'y']),
    place: numbersOf(typed, number, ['lng', 'lat']),
  }))
  const { id, width, height, levels } = drawing
  const tiled = useMemo(
    () => ({
      width,
      height,
      levels,
      file: (file: string) => variantPaths.drawing(frame.slug, id, file),
    }),
    [frame.slug, id, width, height, levels],
  )
  const set = (number: number, values: Partial<Record<PairName, number>>) =>
    setTyped((before) => ({
      ...before,
      ...Object.fromEntries(
        Object.entries(values).map(([name, value]) => [pairField(name as PairName, number), String(value)]),
      ),
    }))
  const labels = {
    ...frameLabels,
    pick: t('served.variants.place.pick'),
    pair: (number: number) => t('served.variants.place.pair', { number }),
    onDrawing: t('served.variants.place.pickOnDrawing'),
    onMap: t('served.variants.place.pickOnMap'),
    canvas: t('served.variants.place.drawingLabel'),
    map: t('served.variants.place.mapLabel'),
    whole: t('served.variants.remarks.whole'),
    at: (x: number, y: number) => t('served.variants.remarks.at', { x, y }),
  }
  return (
    <div className="grid min-w-0 gap-8">
      <MapDoor
        load={loadPlaceDrawing}
        labels={{ failed: t('map.failed') }}
        className="min-h-[26rem]"
        fallback={
          <DrawingSheet
            town={frame.slug}
            drawing={drawing}
            label={t('served.variants.drawing')}
            className="h-[26rem] w-full"
          />
        }
        props={{
          ground,
          drawing: tiled,
          placement: placement?.numbers ?? null,
          points,
          labels,
          onPixel: (number, [x, y]) => set(number, { x, y }),
          onPlace: (number, { lng, lat }) => set(number, { lng, lat }),
        }}
      />
      <Form method="post" className="grid gap-6" noValidate>
        <Segmented
          name="method"
          legend={t('served.variants.place.method')}
          defaultValue={errors.typed('method') ?? (placement?.method === 'affine' ? 'affine' : 'similarity')}
          options={PLACEMENT_METHODS.map((value) => ({
            value,
            label: t(`served.variants.place.methods.${value}`),
          }))}
        />
        <div className="grid gap-6 md:grid-cols-2">
          {NUMBERS.map((number) => (
            <Fieldset
              key={number}
              legend={t('served.variants.place.pair', { number })}
              hint={number > 2 ? t('served.variants.place.optional') : undefined}
            >
              <div className="grid gap-3 sm:grid-cols-2">
                {NAMES.map((name) => {
                  const field = pairField(name, number)
                  return (
                    <Field key={name} label={t(`served.variants.place.${name}`)}>
                      <TextInput
                        name={field}
                        inputMode="decimal"
                        maxLength={20}
                        value={typed[field] ?? ''}
                        onChange={(event) => {
                          const { value } = event.target
                          setTyped((before) => ({ ...before, [field]: value }))
                        }}
                      />
                    </Field>
                  )
                })}
              </div>
            </Fieldset>
          ))}
        </div>
        <div className="flex flex-wrap gap-3">
          <Button name="intent" value="place">
            {t('served.variants.place.save')}
          </Button>
          {placement && (
            <Button name="intent" value="remove" variant="secondary">
              {t('served.variants.place.remove')}
            </Button>
          )}
        </div>
      </Form>
    </div>
  )
}

/** What was typed and not taken, else the pairs that the drawing lies by. */
function beginning({ placement }: PlacingData, errors: Props['errors']): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const number of NUMBERS)
    for (const name of NAMES) {
      const field = pairField(name, number)
      const kept = placement?.pairs[number - 1]?.[name]
      fields[field] = errors.typed(field) ?? (errors.code || kept === undefined ? '' : String(kept))
    }
  return fields
}

function numbersOf(
  typed: Record<string, string>,
  number: number,
  names: [PairName, PairName],
): [number, number] | null {
  const texts = names.map((name) => (typed[pairField(name, number)] ?? '').trim().replace(',', '.'))
  const values = texts.map((text) => (text === '' ? Number.NaN : Number(text)))
  return values.every(Number.isFinite) ? (values as [number, number]) : null
}
