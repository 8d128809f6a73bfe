import type { Browser, CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rowOf, rowsOf } from '../routes/helpers/rows.ts'
import { type Site, startSite } from '../routes/helpers/site.ts'
import { PEOPLE } from '../routes/helpers/template.ts'
import { TOWN } from '../routes/helpers/town.ts'
import { openDevice, signInByHand, startBrowser, untilAlive, watch } from './helpers/browser.ts'

let site: Site
let browser: Browser
beforeAll(async () => {
  site = await startSite()
  browser = await startBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.stop()
})

/** Chromium's own authenticator, as a phone with a fingerprint has one. */
async function giveAuthenticator(page: Page): Promise<{ cdp: CDPSession; authenticatorId: string }> {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { cdp, authenticatorId }
}

async function addPasskey(page: Page, name: string) {
  await page.goto('/me/security')
  await untilAlive(page)
  await page.locator('input[name=name]').fill(name)
  await page.locator('form:has(input[value=add-passkey]) button').click()
  await page.waitForURL('**/me/security?saved=1')
  await page.getByText(name, { exact: true }).waitFor()
}

describe('a passkey', () => {
  test('is made by a resident, and opens the account without a letter, in one step', async () => {
    const context = await openDevice(browser, site.origin)
    const page = await context.newPage()
    const { take } = watch(page, site.origin)
    const { cdp, authenticatorId } = await giveAuthenticator(page)
    await page.goto('/sign-in')
    await signInByHand(page, site.origin, 'keys@example.org')
    await addPasskey(page, 'Мой телефон')
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    expect(credentials).toHaveLength(1)
    expect(credentials[0]).toMatchObject({ rpId: 'localhost', isResidentCredential: true })
    expect(rowsOf(site, 'select * from passkey_challenges')).toEqual([])

    await context.clearCookies()
    await page.goto(`/sign-in?returnTo=${encodeURIComponent('/me')}`)
    await untilAlive(page)
    await page.locator('form:has(input[value=passkey]) button').click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    await page.goto('/me')
    await page.getByText('keys@example.org').waitFor()
    const key = rowOf<{ counter: number; used_on: number; public_key: string }>(
      site,
      'select * from passkeys',
    )
    expect(key.counter).toBeGreaterThan(0)
    expect(key.used_on % 86_400_000).toBe(0)
    expect(take()).toEqual([])
    await context.close()
  })

  test('is the second step of the staff, and shows again who it is before a role is given', async () => {
    const context = await openDevice(browser, site.origin)
    const page = await context.newPage()
    await giveAuthenticator(page)
    await page.goto('/sign-in')
    await signInByHand(page, site.origin, PEOPLE.admin)
    await addPasskey(page, 'Ключ приёмной')
    await context.clearCookies()
    // The letter's code alone leads to the second step; the passkey passes it.
    await page.goto(`/sign-in?returnTo=${encodeURIComponent(`${TOWN}/admin/roles`)}`)
    await page.locator('main form').first().locator('input[name=email]').fill(PEOPLE.admin)
    await page.locator('main form').first().locator('button').click()
    await page.waitForURL('**/sign-in/code')
    const { codeFor } = await import('../routes/helpers/visitor.ts')
    await page.locator('input[name=code]').fill(await codeFor(site.origin, PEOPLE.admin))
    await page.locator('main form:has(input[name=code]) button').click()
    await page.waitForURL('**/sign-in/second?**')
    await untilAlive(page)
    await page.locator('form:has(input[value=passkey]) button').click()
    await page.waitForURL(`**${TOWN}/admin/roles`)

    const Database = (await import('better-sqlite3')).default
    const database = new Database(site.databasePath)
    database.prepare('update sessions set fresh_at = fresh_at - 1000000').run()
    database.close()
    await untilAlive(page)
    const form = page.locator('form:has(input[value=grant])')
    await form.locator('input[name=email]').fill('by-passkey@example.org')
    await form.locator('button').last().click()
    await form.locator('input[name=again]').waitFor()
    expect(await form.locator('input[name=email]').inputValue()).toBe('by-passkey@example.org')
    await form.locator('button[type=button]').click()
    await page.waitForURL('**/admin/roles?saved=1')
    expect(
      rowsOf(
        site,
        "select 1 from roles r join people p on p.id = r.person_id where p.email = 'by-passkey@example.org'",
      ),
    ).toHaveLength(1)
    await context.close()
  })

  test('that this site does not know, or that nobody touched, opens nothing, in words', async () => {
    const context = await openDevice(browser, site.origin)
    const page = await context.newPage()
    const { cdp, authenticatorId } = await giveAuthenticator(page)
    await page.goto('/sign-in')
    await untilAlive(page)
    // No passkey on this device at all.
    await page.locator('form:has(input[value=passkey]) button').click()
    await page.getByRole('alert').waitFor()
    // One that was made for this site, but not here: its account is gone.
    await page.goto('/sign-in')
    await signInByHand(page, site.origin, 'gone@example.org')
    await addPasskey(page, 'Пропавший')
    const { credentials } = await cdp.send('WebAuthn.getCredentials', { authenticatorId })
    const removing = page.locator('form:has(input[value=remove-passkey])')
    await removing.getByRole('button').click()
    await removing.waitFor({ state: 'detached' })
    expect((await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials).toHaveLength(
      credentials.length,
    )
    await context.clearCookies()
    await page.goto('/sign-in')
    await untilAlive(page)
    await page.locator('form:has(input[value=passkey]) button').click()
    await page.getByText('Такого ключа доступа здесь нет').waitFor()
    expect(await page.locator('input[name=email]').count()).toBeGreaterThan(0)
    await context.close()
  })

  test('answered twice, late, for somebody else or for another address is refused', async () => {
    const context = await openDevice(browser, site.origin)
    const page = await context.newPage()
    await giveAuthenticator(page)
    await page.goto('/sign-in')
    await signInByHand(page, site.origin, 'replay@example.org')
    await addPasskey(page, 'Повтор')
    await context.clearCookies()
    await page.goto('/sign-in')
    await untilAlive(page)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.postData()?.includes('intent=passkey'))
        sent.push(request.postData()!)
    })
    await page.locator('form:has(input[value=passkey]) button').click()
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
    expect(sent).toHaveLength(1)
    const cookies = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const replay = await fetch(`${site.origin}/sign-in?index`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        Cookie: cookies.replace(/sreda_session=[^;]*;?/, ''),
        Origin: site.origin,
        'Content-Type': 'application/x-www-form-urlencoded',
      },
      body: sent[0],
    })
    expect(replay.status).toBe(400)
    expect(replay.headers.getSetCookie().join()).not.toContain('sreda_session')
    await context.close()
  })
})
