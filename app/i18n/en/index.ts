import { letterTexts } from './letters.ts'
import { publicWords } from './public.ts'
import { result, resultRefusals } from './results.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  letterTexts,
  result,
  refusals: { ...publicWords.refusals, ...votingRefusals, ...resultRefusals },
}
