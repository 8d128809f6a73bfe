import { publicWords } from './public.ts'
import { served } from './served.ts'
import * as staff from './staff.ts'

export const ru = {
  ...publicWords,
  ...staff,
  refusals: { ...publicWords.refusals, ...staff.staffRefusals },
  served,
}

/** The shape of the words: Russian is the source, other languages have the same keys and their own plural forms. */
export type Words = typeof ru
