import { formatNumber } from '#app/i18n/format.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import type { AimLabels, DrawMapLabels, PlacePickerLabels, ShapePickerLabels } from '#app/map/labels.ts'
import { useLocateLabels, useMapFrameLabels } from '#app/map-labels.ts'
import { useTown } from '#app/town-ground.ts'

function useAimLabels(): AimLabels {
  const t = usePageWords()
  return {
    ...useMapFrameLabels(),
    ...useLocateLabels(),
    map: t('picker.label'),
    keyboard: t('picker.instructions'),
    nudge: t('picker.nudge'),
    nudgeLeft: t('picker.west'),
    nudgeUp: t('picker.north'),
    nudgeRight: t('picker.east'),
    nudgeDown: t('picker.south'),
    refine: t('picker.refine'),
    coordinates: t('picker.coordinates'),
    coordinatesHint: t('form.coordinatesHint'),
    coordinatesShow: t('picker.coordinatesShow'),
    coordinatesBad: t('errors.field.coordinates'),
    inSpace: (name) => t('picker.inSpace', { name }),
    inside: t('picker.inTown'),
    outside: t('picker.outside'),
    nearest: t('picker.nearest'),
  }
}

export function usePlacePickerLabels(): PlacePickerLabels {
  const t = usePageWords()
  return {
    ...useAimLabels(),
    placeHere: t('picker.placeHere'),
    move: t('picker.move'),
    cancel: t('picker.cancel'),
    placed: t('picker.placed'),
    pin: t('map.place'),
  }
}

export function useShapePickerLabels(): ShapePickerLabels {
  const t = usePageWords()
  const { locale } = useTown()
  return {
    ...useAimLabels(),
    shape: t('picker.shape'),
    modes: { point: t('picker.point'), line: t('picker.line'), area: t('picker.area') },
    placeHere: t('picker.placeHere'),
    addCorner: t('picker.addCorner'),
    undo: t('picker.undo'),
    finishLine: t('picker.finish'),
    finishArea: t('picker.finish'),
    clear: t('picker.clear'),
    edit: t('picker.move'),
    corners: (count) => t('picker.corners', { count }),
    length: (metres) => t('picker.length', { metres: formatNumber(Math.round(metres), locale) }),
    area: (squareMetres) =>
      t('picker.area_ha', { hectares: formatNumber(Math.round(squareMetres / 100) / 100, locale) }),
    done: t('picker.placed'),
  }
}

export function useDrawMapLabels(): DrawMapLabels {
  const t = usePageWords()
  return { ...useMapFrameLabels(), rename: t('map.rename'), remove: t('map.remove'), shape: t('map.shape') }
}
