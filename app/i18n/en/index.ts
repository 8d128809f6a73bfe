import { letterTexts } from './letters.ts'
import { publicWords } from './public.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  letterTexts,
  refusals: { ...publicWords.refusals, ...votingRefusals },
}
