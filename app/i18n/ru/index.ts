import * as account from './account.ts'
import * as common from './common.ts'
import * as contribution from './contribution.ts'
import { documents } from './documents.ts'
import { refusals } from './refusals.ts'
import * as staff from './staff.ts'
import * as town from './town.ts'

export const ru = { ...common, ...town, ...contribution, ...account, ...staff, refusals, documents }

/** The shape of the words: Russian is the source, other languages have the same keys and their own plural forms. */
export type Words = typeof ru
