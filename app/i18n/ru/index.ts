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

/** Everything that the server can say; browsers load `public.ts`, and `staff.ts` for the staff. */
export const ru = {
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

/** The shape of the words: Russian is the source, other languages have the same keys and their own plural forms. */
export type Words = typeof ru
