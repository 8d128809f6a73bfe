import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectRefused } from './helpers/refused.ts'
import { type Site, startSite } from './helpers/site.ts'
import { TOWN } from './helpers/town.ts'
import { type Visitor, visit, visitAs } from './helpers/visitor.ts'

let site: Site
let anna: Visitor
let admin: Visitor
beforeAll(async () => {
  site = await startSite()
  anna = visitAs(site.origin, 'anna')
  admin = visitAs(site.origin, 'admin')
})
afterAll(() => site?.stop())

describe('fields that no form has', () => {
  const AT = ['/sign-in?index', `${TOWN}/add`, `${TOWN}/admin/roles`, `${TOWN}/admin?index`, '/me']
  const BAD: Record<string, string>[] = [
    { 'a[3000000]': '1' },
    { 'email[99999999].x': '1' },
    { __intent__: 'garbage' },
    { __intent__: 'null' },
    { __intent__: '{"type":"reset"}' },
    { __intent__: '{"type":"insert","payload":{"name":"cites","index":99999999}}' },
    { __state__: 'x' },
    { '__proto__.polluted': 'x', 'constructor.prototype': 'x', 'toString.call': 'x' },
    { 'a.b.c.d.e': 'x', '': 'x', ' ': 'x', '[]': 'x', '.': 'x' },
  ]
  test.each(AT)('are not read: %s', async (path) => {
    for (const fields of BAD) {
      const who = path.startsWith('/sign-in') ? visit(site.origin) : admin
      const answer = await who.post(path, { ...fields, intent: 'none' })
      expect([400, 409], `${path} ${JSON.stringify(fields)}`).toContain(answer.status)
      expect(answer.text.length).toBeLessThan(300_000)
    }
    expect(await anna.get('/healthz')).toMatchObject({ status: 200 })
  })

  test('more fields than any form has are refused', async () => {
    const many = Object.fromEntries(Array.from({ length: 3001 }, (_, i) => [`f${i}`, '']))
    await expectRefused(site, anna, (me) => me.post('/sign-in?index', many), 400, 'input.bad')
  })
})
