import { mePage, signInPage } from './account-pages.ts'
import { accountRefusals } from './account-refusals.ts'
import { counter, trustPage } from './counter.ts'
import { files } from './files.ts'
import { letterTexts } from './letters.ts'
import { deletionAct, myData, register } from './my-data.ts'
import { noticeRefusals, notices, outbox } from './notices.ts'
import { prints } from './prints.ts'
import { publicWords } from './public.ts'
import { result, resultRefusals } from './results.ts'
import { security } from './security.ts'
import * as sending from './sending.ts'
import { served } from './served.ts'
import * as staff from './staff.ts'
import { voting } from './voting.ts'
import { votingRefusals } from './voting-refusals.ts'

export const en = {
  ...publicWords,
  ...staff,
  counter,
  files,
  letterTexts,
  notices,
  myData,
  deletionAct,
  register,
  outbox,
  prints,
  result,
  security,
  mePage,
  signInPage,
  trustPage,
  served,
  voting,
  form: { ...publicWords.form, ...sending.form },
  picker: { ...publicWords.picker, ...sending.picker },
  refusals: {
    ...publicWords.refusals,
    ...votingRefusals,
    ...resultRefusals,
    ...accountRefusals,
    ...noticeRefusals,
    ...staff.staffRefusals,
  },
}
