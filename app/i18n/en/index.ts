import { accountRefusals } from './account-refusals.ts'
import { letterTexts } from './letters.ts'
import { publicWords } from './public.ts'
import { result, resultRefusals } from './results.ts'
import { security } from './security.ts'
import { served } from './served.ts'
import * as staff from './staff.ts'
import { voting } from './voting.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  letterTexts,
  result,
  security,
  served,
  voting,
  refusals: {
    ...publicWords.refusals,
    ...votingRefusals,
    ...resultRefusals,
    ...accountRefusals,
    ...staff.staffRefusals,
  },
}
