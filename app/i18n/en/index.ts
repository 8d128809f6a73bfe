import { mePage, signInPage } from './account-pages.ts'
import { accountRefusals } from './account-refusals.ts'
import { counter, trustPage } from './counter.ts'
import { letterTexts } from './letters.ts'
import { deletionAct, myData, register } from './my-data.ts'
import { noticeRefusals, notices, outbox } from './notices.ts'
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
  counter,
  letterTexts,
  notices,
  myData,
  deletionAct,
  register,
  outbox,
  result,
  security,
  mePage,
  signInPage,
  trustPage,
  served,
  voting,
  refusals: {
    ...publicWords.refusals,
    ...votingRefusals,
    ...resultRefusals,
    ...accountRefusals,
    ...noticeRefusals,
    ...staff.staffRefusals,
  },
}
