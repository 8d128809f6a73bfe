import { useWords } from '#app/i18n/use-words.ts'
import type { LowVisionLabels } from '#app/ui/low-vision-panel.tsx'

/** The words of the low-vision panel. */
export function useDisplayLabels(): LowVisionLabels {
  const t = useWords()
  return {
    title: t('display.title'),
    submit: t('display.submit'),
    size: {
      legend: t('display.size'),
      options: { '1': t('display.size1'), '2': t('display.size2'), '3': t('display.size3') },
    },
    scheme: {
      legend: t('display.scheme'),
      options: {
        default: t('display.schemeDefault'),
        bw: t('display.schemeBw'),
        wb: t('display.schemeWb'),
        blue: t('display.schemeBlue'),
      },
    },
    spacing: {
      legend: t('display.spacing'),
      options: { normal: t('display.spacingNormal'), wide: t('display.spacingWide') },
    },
    pictures: {
      legend: t('display.pictures'),
      options: { on: t('display.picturesOn'), off: t('display.picturesOff') },
    },
    theme: {
      legend: t('display.theme'),
      options: {
        system: t('display.themeSystem'),
        light: t('display.themeLight'),
        dark: t('display.themeDark'),
      },
    },
  }
}
