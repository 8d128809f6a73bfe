import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/models/ids.server.ts'
import { pagesOf } from '../../e2e/helpers/pages.ts'
import { type Site, startSite } from '../helpers/site.ts'
import { sendOne, TOWN } from '../helpers/town.ts'
import { type Answer, visit, visitAs } from '../helpers/visitor.ts'

let site: Site
beforeAll(async () => {
  site = await startSite()
})
afterAll(() => site?.stop())

/** By directive. */
function policyOf({ headers }: Answer): Map<string, string[]> {
  const text = headers.get('content-security-policy') ?? ''
  return new Map(text.split('; ').map((one) => [one.split(' ')[0]!, one.split(' ').slice(1)]))
}

/** What a page holds that its policy would not run, or that would need a laxer one. */
function faultsOf(answer: Answer, path: string): string[] {
  const faults: string[] = []
  const policy = policyOf(answer)
  const says = (fault: string) => faults.push(`${path}: ${fault}`)
  for (const [directive, sources] of policy)
    for (const source of sources) {
      if (source.includes('unsafe')) says(`${directive} ${source}`)
      if (/^(\*|https?:|data:)$/.test(source) && directive !== 'img-src') says(`${directive} ${source}`)
    }
  if (policy.get('default-src')?.join() !== "'self'") says('default-src')
  if (policy.get('object-src')?.join() !== "'none'") says('object-src')
  if (policy.get('base-uri')?.join() !== "'self'") says('base-uri')
  if (policy.get('form-action')?.join() !== "'self'") says('form-action')
  // There are no embeds: no page may be put into another one.
  if (policy.get('frame-ancestors')?.join() !== "'none'") says('frame-ancestors')
  if (answer.headers.get('x-frame-options') !== 'DENY') says('x-frame-options')
  if (answer.headers.get('x-content-type-options') !== 'nosniff') says('x-content-type-options')
  if (!answer.headers.get('content-type')?.startsWith('text/html')) return faults

  const nonce = policy.get('script-src')?.find((one) => one.startsWith("'nonce-"))
  if (!nonce || nonce.length < 30) says('no nonce')
  // Data and markup apart: what stands between the tags of a script is no markup.
  const html = answer.text.replace(/(<script\b[^>]*>)[\s\S]*?<\/script>/g, '$1</script>')
  for (const [tag] of html.matchAll(/<script\b[^>]*>/g))
    if (`'nonce-${/nonce="([^"]*)"/.exec(tag)?.[1]}'` !== nonce) says(tag)
  for (const [tag] of html.matchAll(/<[a-z][^>]*\s(?:style|on[a-z]+)=[^>]*>/gi)) says(tag.slice(0, 120))
  for (const [tag] of html.matchAll(/<style\b[^>]*>|<iframe\b[^>]*>|<base\b[^>]*>/gi)) says(tag)
  for (const [tag] of html.matchAll(/<[^>]*(?:href|src|action)="\s*javascript:[^>]*>/gi)) says(tag)
  return faults
}

test('every page, of every kind of person, runs only its own scripts with its nonce and stands in no frame', async () => {
  const anna = visitAs(site.origin, 'anna')
  const [pin, proposal] = [await sendOne(site, anna, 'pin'), await sendOne(site, anna, 'proposal')]
  const pages = pagesOf(site, { pin: pin.number, proposal: proposal.number, deletion: newId() })
  const faults: string[] = []
  let seen = 0
  for (const { path, as } of pages) {
    const answer = await (as ? visitAs(site.origin, as) : visit(site.origin)).get(path)
    faults.push(...faultsOf(answer, path))
    seen++
  }
  expect(faults).toEqual([])
  expect(seen).toBeGreaterThan(60)
})

test('so do files, failures and answers for scripts', async () => {
  const me = visitAs(site.origin, 'moderator')
  const faults: string[] = []
  for (const path of [
    '/healthz',
    '/favicon.svg',
    '/sw.js',
    '/plain.css',
    '/%',
    `${site.origin}//evil.example/`,
    '/a/b/c',
    `${TOWN}/map.json?bbox=45,57,46,58&zoom=12`,
    `${TOWN}/map.json`,
    `${TOWN}.data`,
    `${TOWN}/feed.atom`,
    `${TOWN}/export/csv`,
    `${TOWN}/export/none`,
    '/photos/x/y',
    '/me/data.zip',
  ])
    faults.push(...faultsOf(await me.get(path), path))
  const foreign = { method: 'POST', headers: { Origin: 'https://evil.example' }, body: 'x' }
  faults.push(...faultsOf(await me.request('/me', foreign), 'a form of another site'))
  expect(faults).toEqual([])
})

describe('behind TLS', () => {
  test('browsers are told to stay with it, and only there', async () => {
    expect((await visit(site.origin).get('/')).headers.get('strict-transport-security')).toBeNull()
    const behind = await startSite({ env: { ORIGIN: 'https://sreda.example.org', TRUST_PROXY: '1' } })
    try {
      for (const path of ['/', TOWN, '/healthz', '/favicon.svg', '/no/such/page', '/me']) {
        const told = (await visit(behind.origin).get(path)).headers.get('strict-transport-security')
        expect(Number(/^max-age=(\d+)/.exec(told ?? '')?.[1]), path).toBeGreaterThanOrEqual(180 * 86_400)
      }
    } finally {
      await behind.stop()
    }
  })
})

test('the faults are found', () => {
  const headers = new Headers({
    'Content-Type': 'text/html',
    'Content-Security-Policy': "default-src *; script-src 'self' 'unsafe-inline'; frame-ancestors 'self'",
  })
  const text = '<script>a</script><p style="x" onclick="y"><style>b</style><a href="javascript:c">'
  const found = faultsOf({ status: 200, headers, text, location: '' }, '/')
  for (const part of [
    'unsafe-inline',
    'default-src *',
    'frame-ancestors',
    'no nonce',
    '<p style',
    '<style',
    'javascript:',
  ])
    expect(
      found.some((fault) => fault.includes(part)),
      part,
    ).toBe(true)
})
