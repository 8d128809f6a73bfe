import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectRoutes } from '../helpers/intents.ts'
import { stored } from '../helpers/rows.ts'
import { type Visitor, visitAs } from '../helpers/visitor.ts'
import { startWalkedSite, type WalkedSite } from '../helpers/walked-site.ts'

/** Mail programs post there by themselves (RFC 8058): the address is signed, and can only turn one notice off. */
const ONE_CLICK = 'unsubscribe.$token'
/** Pages that note that somebody looked: an export is written down. */
const NOTED = [
  '$town.export.$format',
  '$town.admin_.forms_.$form_.$file',
  '$town.processes.$process_.readiness[.]zip',
]

let walked: WalkedSite
let admin: Visitor
beforeAll(async () => {
  walked = await startWalkedSite()
  admin = visitAs(walked.site.origin, 'admin')
})
afterAll(() => walked?.site.stop())

const FORM = 'application/x-www-form-urlencoded'
/** What browsers send with a form, or a script, of another site. */
const SENT_ELSEWHERE: [string, Record<string, string>][] = [
  ['another site', { Origin: 'https://evil.example', 'Content-Type': FORM }],
  ['a page without an origin', { Origin: 'null', 'Content-Type': FORM }],
  ['a script of another site', { Origin: 'https://evil.example', 'Content-Type': 'text/plain' }],
  ['a script with JSON', { Origin: 'https://evil.example', 'Content-Type': 'application/json' }],
  ['no origin at all', { 'Content-Type': FORM }],
  ['a site, as the browser says', { 'Sec-Fetch-Site': 'cross-site', 'Content-Type': 'application/json' }],
  ['a neighbour, as the browser says', { 'Sec-Fetch-Site': 'same-site', 'Content-Type': FORM }],
]

test('no form of any route is taken from another site, and nothing changes', async () => {
  const { site, steps } = walked
  const forms = steps.filter(({ fields, route }) => fields && route !== ONE_CLICK)
  const withAction = collectRoutes().filter(
    ({ hasAction, route }) => hasAction && route !== '$' && route !== ONE_CLICK,
  )
  const walkedRoutes = new Set(forms.map(({ route }) => route))
  expect(withAction.map(({ route }) => route).filter((route) => !walkedRoutes.has(route))).toEqual([])

  const before = stored(site)
  const taken: string[] = []
  for (const { route, intent, path, fields } of forms)
    for (const [from, headers] of SENT_ELSEWHERE)
      for (const address of [path, path.replace(/^([^?]*)/, '$1.data')]) {
        const body = new URLSearchParams(fields).toString()
        const { status } = await admin.request(address, { method: 'POST', headers, body })
        if (status !== 403) taken.push(`${intent} of ${route} from ${from} at ${address}: ${status}`)
      }
  expect(taken).toEqual([])
  expect(stored(site)).toEqual(before)
}, 600_000)

test('a link of another site does nothing: no page that is only read changes anything', async () => {
  const { site, steps } = walked
  const changed: string[] = []
  for (const { route, path } of steps.filter(({ fields, route }) => !fields && !NOTED.includes(route))) {
    // What is made at the first look by anybody, such as the keys of web push.
    await admin.get(path)
    const before = stored(site)
    await admin.get(path)
    await admin.request(path, { method: 'HEAD' })
    const after = stored(site)
    const tables = Object.keys(after).filter((table) => after[table] !== before[table])
    if (tables.length > 0) changed.push(`${route}: ${tables}`)
  }
  expect(changed).toEqual([])
})
