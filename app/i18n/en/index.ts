import { publicWords } from './public.ts'
import * as staff from './staff.ts'
import { voting } from './voting.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  voting,
  refusals: { ...publicWords.refusals, ...votingRefusals },
}
