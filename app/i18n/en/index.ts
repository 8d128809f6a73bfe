import { accountRefusals } from './account-refusals.ts'
import { publicWords } from './public.ts'
import { security } from './security.ts'
import * as staff from './staff.ts'
import { voting } from './voting.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  security,
  refusals: { ...publicWords.refusals, ...votingRefusals, ...accountRefusals },
  voting,
}
