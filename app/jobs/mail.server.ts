import { createTransport, type Transporter } from 'nodemailer'
import { env, origin } from '#app/env.server.ts'
import { localeOf } from '#app/i18n/locale.ts'
import { type Letter, listDueLetters, markLetterFailed, markLetterSent } from '#app/models/letters.server.ts'
import { letterText } from './letter-text.server.ts'

/** Minutes to wait before each next try; after the last one the letter is marked failed and shown so. */
const WAITS_MIN = [1, 5, 15, 60, 240]

let transport: Transporter | null = null
let timer: NodeJS.Timeout | null = null
let isSending = false

function smtp(): Transporter | null {
  const url = env().SMTP_URL
  if (!url) return null
  transport ??= createTransport(url, { from: env().MAIL_FROM })
  return transport
}

/** Sends what is due now; without SMTP_URL letters stay in the outbox, to be read at /letters in the demo. */
export async function sendDueLetters(now = new Date()): Promise<number> {
  const out = smtp()
  if (!out || isSending) return 0
  isSending = true
  let sent = 0
  try {
    for (const letter of await listDueLetters(now)) {
      if (await sendOne(out, letter, now)) sent++
    }
  } finally {
    isSending = false
  }
  return sent
}

async function sendOne(out: Transporter, letter: Letter, now: Date): Promise<boolean> {
  const { subject, body } = letterText(letter.template, letter.params, localeOf(letter.locale), origin())
  try {
    await out.sendMail({ to: letter.recipient, subject, text: body })
    await markLetterSent(letter.id, now)
    return true
  } catch (error) {
    const wait = WAITS_MIN[letter.tries]
    const dueAt = wait === undefined ? null : new Date(now.getTime() + wait * 60_000)
    await markLetterFailed(letter.id, (error as Error).message, dueAt)
    return false
  }
}

/** Looks for letters every few seconds, and at once after `wakeMail()`. */
export function startMail(everyMs = 5000) {
  timer ??= setInterval(() => void sendDueLetters().catch(() => undefined), everyMs)
  timer.unref()
}

export function wakeMail() {
  setImmediate(() => void sendDueLetters().catch(() => undefined))
}

export function stopMail() {
  if (timer) clearInterval(timer)
  timer = null
  transport?.close()
  transport = null
}
