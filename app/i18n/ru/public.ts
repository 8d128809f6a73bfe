import * as account from './account.ts'
import * as common from './common.ts'
import * as contribution from './contribution.ts'
import { documents } from './documents.ts'
import { refusals } from './refusals.ts'
import * as town from './town.ts'

/** What every reader's browser gets; the staff's words come beside it, only to the staff. */
export const publicWords = { ...common, ...town, ...contribution, ...account, refusals, documents }
