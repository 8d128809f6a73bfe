import { accountRefusals } from './account-refusals.ts'
import { publicWords } from './public.ts'
import { served } from './served.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  refusals: { ...publicWords.refusals, ...votingRefusals, ...accountRefusals, ...staff.staffRefusals },
  served,
}
