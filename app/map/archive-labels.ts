import {
  CenteredTextSymbolizer,
  type Feature,
  type LabelRule,
  LineLabelPlacement,
  LineLabelSymbolizer,
} from 'protomaps-leaflet'
import type { Palette, PlanColour } from '#app/map/plan-palette.ts'
import type { MapLocale } from '#app/map/types.ts'

type Letters = { sizePx: number; weight: number; colour: PlanColour; style?: 'italic'; isUpper?: boolean }

/**
 * The names of a Protomaps basemap, the important first: in the reader's language where the file has it, else as people
 * there write them.
 */
export function archiveLabels(palette: Palette, locale: MapLocale): LabelRule[] {
  const labelProps = locale === 'ru' ? ['name:ru', 'name'] : ['name:en', 'name']
  const common = ({ sizePx, weight, colour, style, isUpper }: Letters) => ({
    labelProps,
    fontFamily: palette.font,
    fontSize: sizePx * palette.rem,
    fontWeight: weight,
    fontStyle: style,
    fill: palette[colour],
    stroke: palette.halo,
    textTransform: isUpper ? 'uppercase' : undefined,
  })
  const point = (letters: Letters) =>
    new CenteredTextSymbolizer({ ...common(letters), width: 1.6, lineHeight: 1.35, maxLineChars: 16 })
  const along = (letters: Letters) =>
    new LineLabelSymbolizer({
      ...common(letters),
      width: 3.2,
      position: LineLabelPlacement.Center,
      repeatDistance: 420,
    })
  const isKind =
    (...kinds: string[]) =>
    (_: number, { props }: Feature) =>
      kinds.includes(String(props.kind))
  const isPoint = (_: number, { geomType }: Feature) => geomType === 1
  return [
    {
      dataLayer: 'places',
      filter: isKind('locality'),
      maxzoom: 14,
      symbolizer: point({ sizePx: 14, weight: 620, colour: 'text' }),
    },
    {
      dataLayer: 'places',
      filter: isKind('neighbourhood', 'macrohood'),
      minzoom: 12,
      maxzoom: 16,
      symbolizer: point({ sizePx: 12, weight: 620, colour: 'text-district', isUpper: true }),
    },
    {
      dataLayer: 'water',
      filter: isPoint,
      minzoom: 12,
      symbolizer: point({ sizePx: 13, weight: 500, colour: 'text-water', style: 'italic' }),
    },
    {
      dataLayer: 'pois',
      filter: (zoom, { props }) => zoom >= Math.max(15, Number(props.min_zoom ?? 16)),
      minzoom: 15,
      symbolizer: point({ sizePx: 11.5, weight: 560, colour: 'text' }),
    },
    {
      dataLayer: 'roads',
      filter: isKind('highway', 'major_road', 'medium_road'),
      minzoom: 14,
      symbolizer: along({ sizePx: 12, weight: 540, colour: 'text-street' }),
    },
    {
      dataLayer: 'roads',
      filter: isKind('minor_road'),
      minzoom: 15,
      symbolizer: along({ sizePx: 11.5, weight: 480, colour: 'text-street' }),
    },
    {
      dataLayer: 'roads',
      filter: isKind('path'),
      minzoom: 17,
      symbolizer: along({ sizePx: 11, weight: 440, colour: 'text-green', style: 'italic' }),
    },
    {
      dataLayer: 'water',
      filter: (_, { geomType }) => geomType === 2,
      minzoom: 13,
      symbolizer: along({ sizePx: 12, weight: 500, colour: 'text-water', style: 'italic' }),
    },
  ]
}
