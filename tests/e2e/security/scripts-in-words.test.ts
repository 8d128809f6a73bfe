import Database from 'better-sqlite3'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { listRegister } from '#app/models/data-register.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { rowsOf } from '../../routes/helpers/rows.ts'
import { sendOne, TOWN } from '../../routes/helpers/town.ts'
import { visitAs } from '../../routes/helpers/visitor.ts'
import { untilAlive } from '../helpers/browser.ts'
import { openSite } from '../helpers/open-site.ts'
import { pagesOf } from '../helpers/pages.ts'

/** Out of an attribute, out of a text, out of a script's data, out of JSON; and what some programs take for their own. */
const PAYLOAD = [
  `"><img src=x onerror="window.ran='img'">`,
  `'><svg onload=window.ran='svg'>`,
  `</title></textarea></script><script>window.ran='script'</script>`,
  `<iframe srcdoc="<script>parent.ran='frame'</script>"></iframe>`,
  `\u2028</p><a href="javascript:window.ran='link'">x</a>`,
  `[x](javascript:window.ran='markdown') <!-- {{7*7}} \${7*7} \\u003cscript>`,
].join(' ')
/** By which a page is known to show it. */
const SEEN = "window.ran='img'"

/** Addresses and keys of programs, although a person wrote them; what is read as an address is tested as one. */
const NOT_SHOWN = ['returnTo', 'searchText', 'device', 'params', 'fixed', 'before']

const open = openSite({ viewport: { width: 1280, height: 900 } })
let changed: string[] = []
beforeAll(() => {
  changed = writeEverywhere(open.site.databasePath)
})

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

/** Writes the payload into every column of words that the register of data lists. @returns the columns */
function writeEverywhere(path: string): string[] {
  const database = new Database(path)
  const done: string[] = []
  // The log of acts lets nobody write into it.
  const triggers = database.prepare("select name from sqlite_master where type = 'trigger'").pluck().all()
  for (const name of triggers) database.exec(`drop trigger "${name}"`)
  for (const { table, columns } of listRegister()) {
    const names = columns.filter((one) => one.class === 'words').flatMap((one) => one.names)
    for (const name of names.filter((one) => !NOT_SHOWN.includes(one))) {
      const column = snake(name)
      const rows = database.prepare(`select rowid, "${column}" value from "${table}"`).all() as {
        rowid: number
        value: string | null
      }[]
      const update = database.prepare(`update "${table}" set "${column}" = ? where rowid = ?`)
      for (const { rowid, value } of rows) update.run(poisoned(value, rowid), rowid)
      if (rows.length > 0) done.push(`${table}.${name}`)
    }
  }
  database.close()
  return done
}

function poisoned(value: string | null, rowid: number): string | null {
  if (value === null) return null
  if (!/^[[{]/.test(value)) return `${PAYLOAD} ${rowid}`
  const inside = (one: unknown): unknown => {
    // What programs wrote, a day or a key, has no spaces and is read as what it is.
    if (typeof one === 'string') return /[\s\p{Script=Cyrillic}]/u.test(one) ? PAYLOAD : one
    if (Array.isArray(one)) return one.map(inside)
    if (one && typeof one === 'object')
      return Object.fromEntries(Object.entries(one).map(([key, held]) => [key, inside(held)]))
    return one
  }
  return JSON.stringify(inside(JSON.parse(value)))
}

/** Everything that a script of somebody else's would leave behind. */
function guard(page: Page) {
  const faults: string[] = []
  page.on('dialog', (dialog) => {
    faults.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) faults.push(message.text().slice(0, 200))
  })
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/x' || request.url().endsWith('/x'))
      faults.push(`asked for ${request.url()}`)
  })
  return { take: () => faults.splice(0) }
}

async function tracesIn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const ran = (window as unknown as { ran?: string }).ran
    if (ran) found.push(`ran ${ran}`)
    for (const node of document.querySelectorAll(
      'img[src="x"], [onload], [onerror], iframe, a[href^="javascript:" i]',
    ))
      found.push(node.outerHTML.slice(0, 150))
    return found
  })
}

test('what people wrote is never markup, on any page: no script runs, no policy has to stop one', async () => {
  expect(changed.length).toBeGreaterThan(25)
  const anna = visitAs(open.site.origin, 'anna')
  const [pin, proposal] = [await sendOne(open.site, anna, 'pin'), await sendOne(open.site, anna, 'proposal')]
  const devices = new Map<string, Page>()
  const faults: string[] = []
  const shown: string[] = []
  for (const { path, as, isPlain } of pagesOf(open.site, {
    pin: pin.number,
    proposal: proposal.number,
    deletion: newId(),
  })) {
    const page = devices.get(as ?? '') ?? (await open.pageOf({ as }))
    devices.set(as ?? '', page)
    const watched = guard(page)
    const response = await page.goto(path, { waitUntil: 'load' })
    if ((response?.status() ?? 500) >= 500) faults.push(`${path}: ${response?.status()}`)
    if (!isPlain) await untilAlive(page).catch(() => faults.push(`${path}: not alive`))
    if ((await page.locator('body').textContent())?.includes(SEEN)) shown.push(path)
    for (const fault of [...watched.take(), ...(await tracesIn(page))]) faults.push(`${path}: ${fault}`)
    page.removeAllListeners()
  }
  expect(faults).toEqual([])
  // The words are there to be read, as they were written.
  expect(shown.length).toBeGreaterThan(35)
}, 400_000)

test('nor on the map: in the labels of the plan, in a popup, in a tooltip', async () => {
  const page = await open.pageOf()
  const watched = guard(page)
  await page.goto(TOWN)
  await untilAlive(page)
  // Long words push it down, and maps come to who comes near them.
  await page.locator('[data-map-door]').first().scrollIntoViewIfNeeded()
  const mark = page.locator('.leaflet-marker-icon').first()
  await mark.waitFor()
  for (const spot of await page.locator('.leaflet-marker-icon').all()) {
    await spot.hover({ force: true, timeout: 2000 }).catch(() => undefined)
    await spot.click({ force: true, timeout: 2000 }).catch(() => undefined)
    if ((await page.locator('.leaflet-popup').count()) > 0) break
  }
  const vote = rowsOf<{ slug: string }>(
    open.site,
    "select p.slug from processes p join phases f on f.process_id = p.id where f.kind = 'vote'",
  )
  for (const { slug } of vote) {
    await page.goto(`${TOWN}/processes/${slug}/results`)
    await untilAlive(page)
    for (const spot of (await page.locator('.map-option').all()).slice(0, 3))
      await spot.hover({ force: true, timeout: 2000 }).catch(() => undefined)
  }
  expect([...watched.take(), ...(await tracesIn(page))]).toEqual([])
})

test('nor after a step without a new document, as the scripts draw it', async () => {
  const page = await open.pageOf({ as: 'anna' })
  const watched = guard(page)
  await page.goto(`${TOWN}/spaces`)
  await untilAlive(page)
  for (let i = 0; i < 3; i++) {
    await page.locator('main a[data-card-link], main li a').nth(i).click()
    await expect.poll(() => page.locator('main').textContent()).toContain(SEEN)
    expect([...watched.take(), ...(await tracesIn(page))]).toEqual([])
    await page.goto(`${TOWN}/spaces`)
    await untilAlive(page)
  }
})

test('the watch sees what it is for', async () => {
  const page = await open.pageOf()
  const watched = guard(page)
  await page.goto('/')
  await page.evaluate(() => {
    const box = document.createElement('div')
    box.innerHTML = `<img src=x onerror="window.ran='img'"><a href="javascript:1">x</a>`
    document.body.append(box)
  })
  await expect.poll(() => watched.take().join(' ')).toMatch(/content security policy/i)
  expect((await tracesIn(page)).length).toBeGreaterThanOrEqual(2)
  await page.evaluate(() => {
    ;(window as unknown as { ran: string }).ran = 'x'
  })
  expect(await tracesIn(page)).toContain('ran x')
})
