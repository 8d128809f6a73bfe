import { createTransport, type Transporter } from 'nodemailer'
import { env } from '#app/env.server.ts'
import {
  claimLetter,
  type Letter,
  listDueLetters,
  markLetterFailed,
  markLetterSent,
} from '#app/models/letters.server.ts'
import { listWaitingEvents, tellEvent } from '#app/models/notice-events.server.ts'
import { CODE_MINUTES } from '#app/models/sign-in.server.ts'
import { describeFault, hidden } from './hidden.server.ts'
import { mailOf } from './letter-mail.server.ts'
import { GoneError, pushLetter } from './push.server.ts'

/** Minutes to wait before each next try; after the last one the letter is marked failed and shown so. */
const WAITS_MIN = [1, 5, 15, 60, 240]
const MINUTE = 60_000
/** A mail server that says nothing for so long is taken for one that is out of reach. */
const TIMEOUTS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

let transport: Transporter | null = null
let timer: NodeJS.Timeout | null = null
/** A push service that is slow holds up no e-mail, and the other way round. */
const queues = { email: queueOf('email'), push: queueOf('push') }

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
  const [letters, messages] = await Promise.all([smtp() ? queues.email() : 0, queues.push()])
  return letters + messages
}

function queueOf(channel: Letter['channel']) {
  let isSending = false
  /** Somebody has asked to send since the last look at what is due. */
  let isAsked = false
  return async function sendQueue(): Promise<number> {
    isAsked = true
    if (isSending) return 0
    isSending = true
    let sent = 0
    try {
      while (isAsked) {
        isAsked = false
        for (const letter of await listDueLetters(new Date(), channel)) {
          // There may be more than one list holds.
          isAsked = true
          // Another process may be sending it already.
          if ((await claimLetter(letter, new Date())) && (await sendOne(letter))) sent++
        }
      }
    } finally {
      isSending = false
    }
    return sent
  }
}

/** Writes the letters of what many people are to be told of, then sends what is due. */
export async function tellAndSend(): Promise<number> {
  for (const event of await listWaitingEvents()) {
    try {
      await tellEvent(event)
    } catch (error) {
      // It waits for the next look; what is written already, codes among it, does not wait for it.
      console.error(`The news ${event.id} (${event.kind}) was not told: ${describeFault(error)}`)
    }
  }
  return sendDueLetters()
}

async function sendOne(letter: Letter): Promise<boolean> {
  const goodUntil = goodUntilOf(letter)
  if (goodUntil <= new Date()) {
    await giveUp(
      letter,
      letter.template === 'code' ? 'The code in it has expired.' : 'It is too late for it.',
    )
    return false
  }
  try {
    if (letter.channel === 'push') await pushLetter(letter)
    else await smtp()!.sendMail(mailOf(letter))
  } catch (error) {
    const { message } = error as Error
    const wait = WAITS_MIN[letter.tries]
    const dueAt = wait === undefined ? null : new Date(Date.now() + wait * MINUTE)
    if (dueAt && dueAt < goodUntil && !(error instanceof GoneError))
      await markLetterFailed(letter.id, hidden(message), dueAt)
    else await giveUp(letter, message)
    return false
  }
  await markLetterSent(letter.id, new Date())
  return true
}

/** A code that has expired is of no use to anybody, nor a day-old message on a screen; other letters are never too late. */
function goodUntilOf({ template, channel, createdAt }: Letter): Date {
  const minutes = template === 'code' ? CODE_MINUTES : channel === 'push' ? 24 * 60 : null
  return new Date(minutes === null ? 8.64e15 : createdAt.getTime() + minutes * MINUTE)
}

async function giveUp({ id, template, channel, recipient }: Letter, message: string) {
  await markLetterFailed(id, hidden(message), null)
  // A browser that has forgotten us is nobody's fault.
  if (channel === 'email')
    console.error(`The letter ${id} (${template}) to ${hidden(recipient)} was not sent: ${hidden(message)}`)
}

/** Looks for letters every few seconds, and at once after `wakeMail()`. */
export function startMail(everyMs = 5000) {
  timer ??= setInterval(wakeMail, everyMs)
  timer.unref()
}

export function wakeMail() {
  setImmediate(
    () =>
      void tellAndSend().catch((error) =>
        console.error(`The outbox could not be read: ${describeFault(error)}`),
      ),
  )
}

export function stopMail() {
  if (timer) clearInterval(timer)
  timer = null
  transport?.close()
  transport = null
}
