import { createRequire } from 'node:module'
import type { Weight } from '#app/formats/print/pen.ts'

const { resolve } = createRequire(import.meta.url)
const FILES: Record<Weight, string> = {
  regular: '400Regular/GolosText_400Regular.ttf',
  medium: '500Medium/GolosText_500Medium.ttf',
  bold: '700Bold/GolosText_700Bold.ttf',
}

/** The letters of the site as whole files: what browsers get is cut by alphabets and packed. OFL 1.1. */
export function printFonts(): Record<Weight, string> {
  const of = (weight: Weight) => resolve(`@expo-google-fonts/golos-text/${FILES[weight]}`)
  return { regular: of('regular'), medium: of('medium'), bold: of('bold') }
}
