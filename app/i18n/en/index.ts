import { publicWords } from './public.ts'
import { served } from './served.ts'
import * as staff from './staff.ts'

export const en = {
  ...publicWords,
  ...staff,
  refusals: { ...publicWords.refusals, ...staff.staffRefusals },
  served,
}
