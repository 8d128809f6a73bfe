import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimLetter, type Letter, writeLetter } from '#app/models/letters.server.ts'
import { letters } from '#db/schema/people.server.ts'
import { getStore } from '#db/store.server.ts'

const MINUTE = 60_000
const received: string[] = []
/** A real mail server on this machine: it knows nobody named "nobody", and keeps who got a letter. */
const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onRcptTo({ address }, _, done) {
    done(address.startsWith('nobody') ? new Error(`No such user: ${address}`) : null)
  },
  async onData(stream, { envelope }, done) {
    stream.resume()
    await once(stream, 'end')
    const addresses = envelope.rcptTo.map(({ address }) => address)
    if (addresses.includes('slow@example.org')) await held.wait()
    received.push(...addresses)
    done()
  },
})

/** The server is slow with one letter: `begun` when it has come, done when `release` is called. */
const held = (function hold() {
  let begin = () => {}
  let release = () => {}
  const begun = new Promise<void>((resolve) => {
    begin = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const wait = () => {
    begin()
    return released
  }
  return { begun, wait, release: () => release() }
})()

let mail: typeof import('#app/jobs/mail.server.ts')
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as { port: number }
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
  mail = await import('#app/jobs/mail.server.ts')
})
afterAll(async () => {
  mail?.stopMail()
  await new Promise<void>((resolve) => server.close(resolve))
})

async function write(recipient: string, now: Date, changes: Partial<Letter> = {}): Promise<Letter> {
  const store = await getStore()
  const letter = { recipient, locale: 'en', template: 'code', params: { code: '123456', minutes: 10 }, now }
  await store.write((tx) => writeLetter(tx, letter))
  if (Object.keys(changes).length > 0)
    await store.write((tx) =>
      tx.do((db) => db.update(letters).set(changes).where(eq(letters.recipient, recipient)).returning()),
    )
  return read(recipient)
}

async function read(recipient: string): Promise<Letter> {
  const { read } = await getStore()
  const [letter] = await read.select().from(letters).where(eq(letters.recipient, recipient))
  return letter!
}

test('a letter that ten senders see due is taken by one of them', async () => {
  const letter = await write('ten@example.org', new Date())
  const taken = await Promise.all(Array.from({ length: 10 }, () => claimLetter(letter, new Date())))
  expect(taken.filter(Boolean)).toHaveLength(1)
  const after = await read('ten@example.org')
  expect(after).toMatchObject({ state: 'waiting', tries: 0 })
  expect(after.dueAt.getTime()).toBeGreaterThan(Date.now() + MINUTE)
})

test('a letter is sent once, and not by one who saw it before it was taken', async () => {
  const letter = await write('fresh@example.org', new Date())
  expect(await mail.sendDueLetters()).toBe(1)
  expect(await mail.sendDueLetters()).toBe(0)
  expect(received).toEqual(['fresh@example.org'])
  expect(await claimLetter(letter, new Date())).toBe(false)
  expect(await read('fresh@example.org')).toMatchObject({ state: 'sent', params: {} })
})

test('a letter written while another is being sent follows it at once', async () => {
  await write('slow@example.org', new Date())
  const sending = mail.sendDueLetters()
  await held.begun
  await write('meanwhile@example.org', new Date())
  mail.wakeMail()
  await new Promise((resolve) => setTimeout(resolve, 50))
  held.release()
  // Nothing else would send it here: the clock that looks every few seconds is not running.
  expect(await sending).toBe(2)
  expect(await read('meanwhile@example.org')).toMatchObject({ state: 'sent' })
})

test('more letters than one list holds are sent in one go', async () => {
  const many = Array.from({ length: 25 }, (_, i) => `many-${i}@example.org`)
  for (const address of many) await write(address, new Date())
  expect(await mail.sendDueLetters()).toBe(25)
  expect(many.every((address) => received.includes(address))).toBe(true)
})

test('a code is not sent after its ten minutes', async () => {
  await write('late@example.org', new Date(Date.now() - 10 * MINUTE))
  await mail.sendDueLetters()
  expect(await read('late@example.org')).toMatchObject({
    state: 'failed',
    lastError: expect.stringMatching(/expired/),
  })
  expect(received).not.toContain('late@example.org')
})

test('a code is tried again only while it is good; another letter up to six times', async () => {
  const now = new Date()
  await write('nobody-early@example.org', now)
  await write('nobody-late@example.org', now, { createdAt: new Date(now.getTime() - 9.5 * MINUTE) })
  const answer = { template: 'answer', createdAt: new Date(now.getTime() - 400 * MINUTE) }
  await write('nobody-patient@example.org', now, { ...answer, tries: 4 })
  await write('nobody-last@example.org', now, { ...answer, tries: 5 })
  await mail.sendDueLetters()
  expect(await read('nobody-early@example.org')).toMatchObject({ state: 'waiting', tries: 1 })
  expect(await read('nobody-late@example.org')).toMatchObject({ state: 'failed', tries: 1 })
  const patient = await read('nobody-patient@example.org')
  expect(patient).toMatchObject({ state: 'waiting', tries: 5 })
  expect(patient.dueAt.getTime()).toBeGreaterThan(now.getTime() + 239 * MINUTE)
  expect(await read('nobody-last@example.org')).toMatchObject({
    state: 'failed',
    tries: 6,
    lastError: expect.stringMatching(/No such user/),
  })
})
