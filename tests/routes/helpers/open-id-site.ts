import { afterAll, beforeAll, expect } from 'vitest'
import { CLIENT, startOpenId } from './open-id-server.ts'
import { wordsIn } from './refused.ts'
import { rowOf, rowsOf } from './rows.ts'
import { type Site, startSite } from './site.ts'
import { TOWN } from './town.ts'
import { type Visitor, visitAs } from './visitor.ts'

/** Where an administrator says by which services one signs in. */
export const SERVICES = `${TOWN}/admin/identity`

/** What a browser says when somebody follows a link of our own page. */
export const OURS = { headers: { 'Sec-Fetch-Site': 'same-origin' } }

/** A site whose town has a real OpenID service, both ended after the file. Ask for them inside of hooks and tests only. */
export function openIdSite() {
  let site: Site
  let service: Awaited<ReturnType<typeof startOpenId>>
  let admin: Visitor
  beforeAll(async () => {
    site = await startSite({ env: { IDENTITY_OVER_HTTP: 'on' } })
    service = await startOpenId(`${site.origin}/sign-in/back`)
    admin = visitAs(site.origin, 'admin')
    expect(await add(service.issuer)).toMatchObject({ status: 302, location: `${SERVICES}?saved=1` })
  })
  afterAll(async () => {
    await service?.stop()
    await site?.stop()
  })

  const add = (issuer: string, change: Record<string, string> = {}) =>
    admin.post(SERVICES, {
      ...{ intent: 'add', label: 'Городской вход', labelEn: 'Town sign-in', issuer, trust: 'state-account' },
      ...CLIENT,
      ...change,
    })
  const providerId = (issuer = service.issuer) =>
    rowOf<{ id: string }>(site, 'select id from identity_providers where issuer = ?', issuer).id
  const identities = () =>
    rowsOf<{ key_hash: string; person_id: string }>(site, 'select * from external_identities')

  /** Sets out from this site. @returns the address at the service */
  async function setOut(visitor: Visitor, id = providerId()): Promise<string> {
    const answer = await visitor.request(`/sign-in/with${TOWN}/${id}?returnTo=${TOWN}/resident`, OURS)
    expect(answer.status, wordsIn(answer.text).slice(0, 300)).toBe(302)
    return answer.location
  }

  /** The whole way there and back. */
  const comeBy = async (visitor: Visitor, login: string) =>
    visitor.get(await service.logIn(await setOut(visitor), login))

  return {
    get site() {
      return site
    },
    get service() {
      return service
    },
    get admin() {
      return admin
    },
    add,
    providerId,
    identities,
    setOut,
    comeBy,
  }
}
