import * as account from './account.ts'
import * as common from './common.ts'
import * as contribution from './contribution.ts'
import { documents } from './documents.ts'
import { refusals } from './refusals.ts'
import * as staff from './staff.ts'
import * as town from './town.ts'

export const en = { ...common, ...town, ...contribution, ...account, ...staff, refusals, documents }
