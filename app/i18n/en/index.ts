import { publicWords } from './public.ts'
import * as results from './results.ts'
import * as staff from './staff.ts'

export const en = { ...publicWords, ...staff, ...results }
