import { createTransport, type Transporter } from 'nodemailer'
import { env, origin } from '#app/env.server.ts'
import { localeOf } from '#app/i18n/locale.ts'
import {
  claimLetter,
  type Letter,
  listDueLetters,
  markLetterFailed,
  markLetterSent,
} from '#app/models/letters.server.ts'
import { CODE_MINUTES } from '#app/models/sign-in.server.ts'
import { letterText } from './letter-text.server.ts'

/** Minutes to wait before each next try; after the last one the letter is marked failed and shown so. */
const WAITS_MIN = [1, 5, 15, 60, 240]
const MINUTE = 60_000
/** A mail server that says nothing for so long is taken for one that is out of reach. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

let transport: Transporter | null = null
let timer: NodeJS.Timeout | null = null
let isSending = false
/** Somebody has asked to send since the last look at what is due. */
let isAsked = false

function smtp(): Transporter | null {
  const url = env().SMTP_URL
  if (!url) return null
  transport ??= createTransport({ url, ...TIMEOUTS }, { from: env().MAIL_FROM })
  return transport
}

/**
 * Sends what is due until nothing is; without SMTP_URL letters stay in the outbox, to be read at /letters in the demo.
 * Called while it is at work it returns 0, and the one at work looks once more before it ends.
 */
export async function sendDueLetters(): Promise<number> {
  const out = smtp()
  if (!out) return 0
  isAsked = true
  if (isSending) return 0
  isSending = true
  let sent = 0
  try {
    while (isAsked) {
      isAsked = false
      for (const letter of await listDueLetters(new Date())) {
        // There may be more than one list holds.
        isAsked = true
        // Another process may be sending it already.
        if ((await claimLetter(letter, new Date())) && (await sendOne(out, letter))) sent++
      }
    }
  } finally {
    isSending = false
  }
  return sent
}

async function sendOne(out: Transporter, letter: Letter): Promise<boolean> {
  const goodUntil = goodUntilOf(letter)
  if (goodUntil <= new Date()) {
    await giveUp(letter, 'The code in it has expired.')
    return false
  }
  try {
    const { subject, body } = letterText(letter.template, letter.params, localeOf(letter.locale), origin())
    await out.sendMail({ to: letter.recipient, subject, text: body })
  } catch (error) {
    const { message } = error as Error
    const wait = WAITS_MIN[letter.tries]
    const dueAt = wait === undefined ? null : new Date(Date.now() + wait * MINUTE)
    if (dueAt && dueAt < goodUntil) await markLetterFailed(letter.id, message, dueAt)
    else await giveUp(letter, message)
    return false
  }
  await markLetterSent(letter.id, new Date())
  return true
}

/** A code that has expired is of no use to anybody; other letters are never too late. */
function goodUntilOf({ template, createdAt }: Letter): Date {
  return new Date(template === 'code' ? createdAt.getTime() + CODE_MINUTES * MINUTE : 8.64e15)
}

async function giveUp({ id, template, recipient }: Letter, message: string) {
  await markLetterFailed(id, message, null)
  console.error(`The letter ${id} (${template}) to ${hidden(recipient)} was not sent: ${hidden(message)}`)
}

/** A text with the names in its e-mail addresses taken out: the domain is enough to find a mail server's fault. */
function hidden(text: string): string {
  return text.replace(/[^\s<>"'(),:;@]+@/g, '…@')
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
