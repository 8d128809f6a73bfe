import { letterTexts } from './letters.ts'
import { publicWords } from './public.ts'
import * as staff from './staff.ts'

export const en = { ...publicWords, ...staff, letterTexts }
