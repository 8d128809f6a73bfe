import { formatNumber } from '#app/i18n/format.ts'
import { useWords } from '#app/i18n/use-words.ts'
import type { MapFrameLabels, PlaceMapLabels, TownMapLabels } from '#app/map/labels.ts'
import { useTown } from '#app/town-ground.ts'

/** The words that every map needs. */
export function useMapFrameLabels(): MapFrameLabels {
  const t = useWords()
  const { frame } = useTown()
  return {
    map: t('map.label', { town: frame.name }),
    keyboard: t('map.keyboard'),
    zoomIn: t('map.zoomIn'),
    zoomOut: t('map.zoomOut'),
    wholeTown: t('map.whole'),
    wheel: t('map.wheel'),
  }
}

export function useLocateLabels() {
  const t = useWords()
  return {
    locate: t('picker.locate'),
    locating: t('picker.locating'),
    locateFailed: t('picker.locateFailed'),
    accuracy: (metres: number) => t('picker.accuracy', { metres }),
  }
}

export function useTownMapLabels(): TownMapLabels {
  const t = useWords()
  const { locale } = useTown()
  return {
    ...useMapFrameLabels(),
    ...useLocateLabels(),
    pinTitle: (number, kind) => t('map.pin', { kind: t(`kinds.${kind}`), number }),
    cluster: (count) => t('map.cluster', { count }),
    spot: (count) => t('map.spot', { count }),
    supports: (count) => t('card.supports', { count, formatted: formatNumber(count, locale) }),
    shown: (count) => t('map.shown', { count }),
    space: (name) => t('map.space', { name }),
    popupClose: t('map.close'),
    popupLoading: t('common.loading'),
    more: t('town.more'),
    popupFailed: t('map.popupFailed'),
    pinsFailed: t('map.pinsFailed'),
    retry: t('map.retry'),
  }
}

export function usePlaceMapLabels(): PlaceMapLabels {
  const t = useWords()
  return { ...useMapFrameLabels(), place: t('map.place') }
}
