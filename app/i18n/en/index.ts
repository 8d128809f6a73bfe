import { letterTexts } from './letters.ts'
import { noticeRefusals, notices, outbox } from './notices.ts'
import { publicWords } from './public.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  letterTexts,
  notices,
  outbox,
  refusals: { ...publicWords.refusals, ...votingRefusals, ...noticeRefusals },
}
