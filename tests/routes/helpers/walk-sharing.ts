import { newId } from '#app/models/ids.server.ts'
import { PROCESS, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** What programs and other sites read, and the pages where the staff says so. */
export function listSharingSteps({ page, form }: StepList) {
  for (const path of ['', '/conformance', '/collections/pins/items', '/collections/spaces/items/none'])
    page('$town.ogc.$', 'town:read', `${TOWN}/ogc${path}`)
  for (const path of ['discovery.json', 'services.xml', 'requests.json'])
    page('$town.open311.$', 'town:read', `${TOWN}/open311/${path}`)
  for (const path of ['', '/openapi.json', '/towns', `/towns${TOWN}/proposals`])
    page('api.v1.$', 'town:read', `/api/v1${path}`)
  page('$town.open-data.$', 'town:read', `${TOWN}/open-data`)
  page('oembed', 'town:read', `/oembed?url=${encodeURIComponent(`http://localhost${TOWN}`)}`)
  page('$town.embeds', 'town:read', `${TOWN}/embeds`)
  page('$town.embed.map', 'town:read', `${TOWN}/embed/map`)
  page('$town.embed.list', 'town:read', `${TOWN}/embed/list`)
  page('$town.embed.result.$process', 'town:read', `${TOWN}/embed/result/${PROCESS.results}`)

  page('$town.admin.sharing', 'sharing:change', `${TOWN}/admin/sharing`)
  form('$town.admin.sharing', '', 'sharing:change', `${TOWN}/admin/sharing`, { hosts: 'news.example.org' })
  const webhooks = `${TOWN}/admin/webhooks`
  page('$town.admin.webhooks', 'webhook:change', webhooks)
  form('$town.admin.webhooks', 'add', 'webhook:change', webhooks, {
    url: 'https://hooks.example.com/sreda',
    events: 'result.confirmed',
  })
  for (const intent of ['on', 'off', 'gone', 'try'])
    form('$town.admin.webhooks', intent, 'webhook:change', webhooks, { id: newId() })
  form('$town.admin.webhooks', 'again', 'webhook:change', webhooks, { id: newId(), delivery: newId() })
  page('$town.tokens', 'token:create', `${TOWN}/tokens`)
  form('$town.tokens', 'create', 'token:create', `${TOWN}/tokens`, {
    name: 'Обход',
    scopes: 'ranking',
    days: '30',
  })
  form('$town.tokens', 'revoke', 'token:revoke', `${TOWN}/tokens`, { id: newId() })
}
