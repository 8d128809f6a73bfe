import type { Geometry } from 'geojson'
import { useEffect, useRef, useState } from 'react'
import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { LIMITS } from '#app/domain/contributions.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { MapDoor } from '#app/map/client-only.tsx'
import { loadPlacePicker, loadShapePicker } from '#app/map/load.ts'
import { usePlacePickerLabels, useShapePickerLabels } from '#app/picker-labels.ts'
import type { PlacesFound } from '#app/places-view.server.ts'
import { useTown } from '#app/town-ground.ts'
import { Disclosure } from '#app/ui/disclosure.tsx'
import { Field } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Select } from '#app/ui/select.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { PHOTO_PLACE } from './photo-place.tsx'
import { PlaceSearch } from './place-search.tsx'
import { PlainPlaceSearch } from './plain-place-search.tsx'
import { useNearest } from './use-nearest.ts'

interface Props {
  data: Pick<ContributionFormData, 'spaces' | 'startSpace' | 'placeWords'>
  errors: { ofField(name: string): string[]; typed(name: string): string | undefined }
  restored: Map<string, string> | null
  /** What the server has found for a form without scripts. */
  found: PlacesFound | null
  withShapes?: boolean
  /** The place that is being changed. */
  known?: { lng: number; lat: number } | null
  knownText?: string
}

type Point = { lng: number; lat: number }
type Start = Point & { zoom: number }

/** Where it is: under the crosshair, or by a space and words, which needs neither map nor script. */
export function PlaceFields({ data, errors, restored, found, withShapes, known, knownText }: Props) {
  const t = usePageWords()
  const { frame, ground } = useTown()
  const pickerLabels = usePlacePickerLabels()
  const shapeLabels = useShapePickerLabels()
  const first = known ?? data.startSpace
  const [start, setStart] = useState<Start | null>(
    first ? { lng: first.lng, lat: first.lat, zoom: 17 } : null,
  )
  const [aim, setAim] = useState<Point | null>(null)
  const near = useNearest(useServedWords(data.placeWords), frame.slug, aim)
  const box = useRef<HTMLDivElement>(null)
  const [point, setPoint] = useState<Point | null>(pointFrom(errors.typed('lng'), errors.typed('lat')))
  const [geometry, setGeometry] = useState<Geometry | null>(shapeFrom(errors.typed('geometry')))

  useEffect(function followPhoto() {
    const follow = (event: Event) => aimAt({ ...(event as CustomEvent<Point>).detail, zoom: 18 })
    addEventListener(PHOTO_PLACE, follow)
    return function stopFollowing() {
      removeEventListener(PHOTO_PLACE, follow)
    }
  })

  useEffect(
    function restorePlace() {
      if (!restored) return
      setPoint(pointFrom(restored.get('lng'), restored.get('lat')))
      setGeometry(shapeFrom(restored.get('geometry')))
    },
    [restored],
  )

  useEffect(
    function tellDraft() {
      if (point || geometry) box.current?.dispatchEvent(new Event('input', { bubbles: true }))
    },
    [point, geometry],
  )

  /** A new aim takes a committed point away: it is committed again by "Place here". */
  function aimAt(aim: Start) {
    setPoint(null)
    setStart(aim)
  }

  const common = { ...ground, spaces: data.spaces, start, goal: start, onAim: setAim, note: near }
  return (
    <Fieldset legend={t('form.place')} size="section">
      <div ref={box} className="grid gap-4">
        <PlaceSearch
          words={data.placeWords}
          near={() => aim}
          onFound={({ lng, lat }) => aimAt({ lng, lat, zoom: 17 })}
        />
        <PlainPlaceSearch words={data.placeWords} found={found} typed={errors.typed} />
        {withShapes ? (
          <MapDoor
            load={loadShapePicker}
            labels={{ failed: t('map.failed') }}
            className="min-h-[30rem]"
            fallback={<PickerFallback />}
            props={{ ...common, value: geometry, onChange: setGeometry, labels: shapeLabels }}
          />
        ) : (
          <MapDoor
            load={loadPlacePicker}
            labels={{ failed: t('map.failed') }}
            className="min-h-[30rem]"
            fallback={<PickerFallback />}
            props={{ ...common, value: point, onChange: setPoint, labels: pickerLabels }}
          />
        )}
        <Disclosure summary={t('form.placeWords')} open={errors.ofField('coordinates').length > 0}>
          <div className="grid gap-5 pt-2">
            <p className="text-ink-2">{t('form.placeWordsHint')}</p>
            <Field label={t('form.space')} optional={t('common.optional')}>
              <Select
                name="space"
                placeholder={t('form.chooseSpace')}
                defaultValue={errors.typed('space') ?? ''}
                options={data.spaces.map((space) => ({ value: space.id, label: space.name }))}
              />
            </Field>
            <Field
              label={t('form.placeText')}
              hint={t('form.placeTextHint')}
              error={errors.ofField('placeText')}
              optional={t('common.optional')}
            >
              <TextInput
                name="placeText"
                maxLength={LIMITS.place}
                defaultValue={errors.typed('placeText') ?? knownText}
              />
            </Field>
            <Field
              label={t('form.coordinates')}
              hint={t('form.coordinatesHint')}
              error={errors.ofField('coordinates')}
              optional={t('common.optional')}
            >
              <TextInput name="coordinates" defaultValue={errors.typed('coordinates')} />
            </Field>
          </div>
        </Disclosure>
      </div>
    </Fieldset>
  )
}

function PickerFallback() {
  const t = usePageWords()
  return (
    <div className="grid h-[30rem] place-items-center rounded-xl border border-line bg-surface-2 p-6 text-center text-ink-2">
      <noscript>{t('form.placeWordsHint')}</noscript>
      <span data-needs-script="">{t('map.loading')}</span>
    </div>
  )
}

function pointFrom(lng: string | undefined, lat: string | undefined): Point | null {
  const point = { lng: Number(lng || Number.NaN), lat: Number(lat || Number.NaN) }
  return Number.isFinite(point.lng) && Number.isFinite(point.lat) ? point : null
}

/** What the form itself wrote before; anything else is no shape. */
function shapeFrom(text: string | undefined): Geometry | null {
  try {
    return text ? (JSON.parse(text) as Geometry) : null
  } catch {
    return null
  }
}
