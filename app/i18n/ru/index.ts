import { letterTexts } from './letters.ts'
import { deletionAct, myData, register } from './my-data.ts'
import { noticeRefusals, notices, outbox } from './notices.ts'
import { publicWords } from './public.ts'
import * as staff from './staff.ts'
import { votingRefusals } from './voting-refusals.ts'

export const ru = {
  ...publicWords,
  ...staff,
  letterTexts,
  notices,
  myData,
  deletionAct,
  register,
  outbox,
  refusals: { ...publicWords.refusals, ...votingRefusals, ...noticeRefusals },
}

/** The shape of the words: Russian is the source, other languages have the same keys and their own plural forms. */
export type Words = typeof ru
