import { accountRefusals } from './account-refusals.ts'
import { publicWords } from './public.ts'
import { served } from './served.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const ru = {
  ...publicWords,
  ...staff,
  refusals: { ...publicWords.refusals, ...votingRefusals, ...accountRefusals, ...staff.staffRefusals },
  served,
}

/** The shape of the words: Russian is the source, other languages have the same keys and their own plural forms. */
export type Words = typeof ru
