import { publicWords } from './public.ts'
import * as results from './results.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  ...results,
  refusals: { ...publicWords.refusals, ...votingRefusals },
}
