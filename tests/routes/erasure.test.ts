import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { sreda } from '../cli/run-sreda.ts'
import { wordsIn } from './helpers/refused.ts'
import { rowsOf } from './helpers/rows.ts'
import { type Site, serveFolder, startSite } from './helpers/site.ts'
import { sendOne, TOWN } from './helpers/town.ts'
import { visitAs } from './helpers/visitor.ts'

const LONG_AGO_MS = 40 * 86_400_000

let folder: string
let later: Site
let number: number
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sreda-erasure-'))
  cpSync(inject('template').folder, folder, { recursive: true })
  const now = await serveFolder(folder)
  const anna = visitAs(now.origin, 'anna')
  ;({ number } = await sendOne(now, anna, 'proposal'))
  await anna.post('/me', { intent: 'withdraw-consent', purpose: 'personal-data' })
  await now.stop()
  // The server stands still for forty days.
  const database = new Database(now.databasePath)
  database
    .prepare('update consents set withdrawn_at = withdrawn_at - ? where withdrawn_at is not null')
    .run(LONG_AGO_MS)
  database.close()
  later = await serveFolder(folder)
})
afterAll(async () => {
  await later?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const left = () => rowsOf(later, "select 1 from people where email = 'anna@example.org'").length

test('the server’s own clock makes true what the document promises, and every count stays', async () => {
  await expect.poll(left, { timeout: 20_000 }).toBe(0)
  const page = wordsIn((await visitAs(later.origin, 'boris').get(`${TOWN}/${number}`)).text)
  expect(page).toContain('Житель · ')
  const anna = await visitAs(later.origin, 'anna').get('/me')
  expect(anna.location).toBe('/sign-in?returnTo=%2Fme')
  const { code, out } = await sreda(['check'], {
    DATABASE_URL: `file:${later.databasePath}`,
    FILES_DIR: later.filesDir,
    SREDA_CALLED_FROM: dirname(later.databasePath),
  })
  expect([code, out]).toEqual([0, expect.any(String)])
})

test('who withdraws is told by when, and how to change their mind', async () => {
  const site = await startSite()
  try {
    const boris = visitAs(site.origin, 'boris')
    await boris.speak('en')
    const words = async () => wordsIn((await boris.get('/me')).text)
    expect(await words()).not.toContain('will delete your address')
    await boris.post('/me', { intent: 'withdraw-consent', purpose: 'personal-data' })
    const day = new Date(Date.now() + 30 * 86_400_000).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'Europe/Moscow',
    })
    expect(await words()).toContain(`will delete your address and pseudonym by ${day}`)
    await boris.consent()
    expect(await words()).not.toContain('will delete your address')
  } finally {
    await site.stop()
  }
})
