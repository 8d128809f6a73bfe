import { randomUUID } from 'node:crypto'
import type { Act, ActSubject } from '#app/domain/permissions.ts'
import { newId } from '#app/models/ids.server.ts'
import type { DeskWork } from './desk-work.ts'
import { rowOf } from './rows.ts'
import type { Site } from './site.ts'
import { PROCESS, pinFields, processId, proposalFields, published, TOWN } from './town.ts'
import { listDeskSteps } from './walk-desk.ts'
import { listNoticeSteps } from './walk-notices.ts'
import { listPlanSteps } from './walk-plans.ts'
import { listPracticeSteps } from './walk-practices.ts'
import { listSharingSteps } from './walk-sharing.ts'
import { listVoteSteps } from './walk-votes.ts'

/** One thing that can be asked of a route: its page, or an intent of its form, with fields that would do it. */
export interface Step {
  route: string
  /** null = the page itself; '' = a form without intents. */
  intent: string | null
  act: Act
  path: string
  fields?: Record<string, string>
  about?: ActSubject
  /** Ends the session: walked last. */
  isLast?: boolean
}

/** How the list is written: a page, or an intent of a form ('' = the form has none). */
export interface StepList {
  page(route: string, act: Act, path: string, about?: ActSubject): void
  form(
    route: string,
    intent: string,
    act: Act,
    path: string,
    fields?: Record<string, string>,
    more?: Partial<Step>,
  ): void
}

interface Row {
  id: string
  number: number
  author_id: string | null
  space_id: string | null
  category_id: string | null
  process_id: string
  lng: number
  lat: number
}

const aboutOf = (row: Row): ActSubject => ({
  authorId: row.author_id,
  spaceId: row.space_id,
  categoryId: row.category_id,
})

/** Everything that may be asked of the program. A new route or intent that is missing here fails the test. */
export function stepsOf(site: Site, own: { number: number; id: string }, made: DeskWork): Step[] {
  const one = (kind: string, nth = 0) =>
    rowOf<Row>(site, 'select * from contributions where id = ?', published(site, 'collect', kind, nth).id)
  const [pin, proposal] = [one('problem'), one('proposal')]
  const mine = rowOf<Row>(site, 'select * from contributions where id = ?', own.id)
  const steps: Step[] = []
  const list: StepList = {
    page: (route, act, path, about) => steps.push({ route, intent: null, act, path, about }),
    form: (route, intent, act, path, fields = {}, more = {}) =>
      steps.push({ route, intent, act, path, fields: intent ? { intent, ...fields } : fields, ...more }),
  }
  const { page, form } = list

  page('_index', 'town:read', '/')
  page('documents.$name', 'town:read', '/documents/rules')
  page('letters', 'town:read', '/letters')
  page('settings', 'town:read', '/settings')
  form('settings', '', 'town:read', '/settings', { lang: 'ru', returnTo: '/' })
  page('$town', 'town:read', TOWN)
  page('$town._index', 'town:read', TOWN)
  page('$town.base[.]json', 'town:read', `${TOWN}/base.json`)
  page('$town.map[.]json', 'town:read', `${TOWN}/map.json?bbox=45,57,46,58&zoom=12`)
  page('$town.places[.]json', 'town:read', `${TOWN}/places.json`)
  page('$town.nearest[.]json', 'town:read', `${TOWN}/nearest.json?lng=45.6&lat=57.42`)
  page('$town.spot[.]json', 'town:read', `${TOWN}/spot.json?cells=1-2`)
  page('$town.processes.$process', 'town:read', `${TOWN}/processes/${PROCESS.collect}`)
  page('$town.spaces._index', 'town:read', `${TOWN}/spaces`)
  page('$town.spaces.$space', 'town:read', `${TOWN}/spaces/naberezhnaya`)
  page('photos.$town.$file', 'town:read', photoPath(site))
  page('sign-in._index', 'account:sign-in', '/sign-in')
  page('sign-in.code', 'account:sign-in', '/sign-in/code')
  page('sign-in.passkey', 'account:sign-in', '/sign-in/passkey')
  form('sign-in._index', '', 'account:sign-in', '/sign-in?index', { email: 'no address' })
  form('sign-in._index', 'passkey', 'account:sign-in', '/sign-in?index', { response: '{}' })
  form('sign-in.code', '', 'account:sign-in', '/sign-in/code', { code: '000000' })
  form('sign-in.passkey', 'options', 'account:sign-in', '/sign-in/passkey', { purpose: 'sign-in' })
  form('sign-in.passkey', 'freshen', 'account:change', '/sign-in/passkey', { response: '{}' })
  page('sign-in.second', 'account:change', '/sign-in/second')
  form('sign-in.second', 'code', 'account:change', '/sign-in/second', { code: '' })
  form('sign-in.second', 'passkey', 'account:change', '/sign-in/second', { response: '{}' })

  for (const [route, path] of [
    ['consent', '/consent'],
    ['me', '/me'],
    ['me_.security', '/me/security'],
  ] as const)
    page(route, 'account:change', path)
  form('consent', '', 'account:change', '/consent', { rules: 'on', 'personal-data': 'on' })
  form('me', 'pseudonym', 'account:change', '/me', { pseudonym: 'Речной Кот 17' })
  form('me', 'withdraw-consent', 'account:change', '/me', { purpose: 'nothing' })
  const security = (intent: string, fields: Record<string, string> = {}, more: Partial<Step> = {}) =>
    form('me_.security', intent, 'account:change', '/me/security', fields, more)
  security('end-session', { session: 'nobody’s' })
  security('end-others')
  security('begin-app')
  security('confirm-app', { code: '000000' })
  security('renew-codes')
  security('remove-app', { again: 'AAAA-AAAA-AAAA' })
  security('add-passkey', { response: '{}' })
  security('remove-passkey', { passkey: 'none' })
  security('unlink', { service: 'none' })
  security('end-all', {}, { isLast: true })
  page('sign-out', 'town:read', '/sign-out')
  form('sign-out', '', 'town:read', '/sign-out', {}, { isLast: true })

  page('$town.add', 'pin:send', `${TOWN}/add`)
  page('$town.propose', 'proposal:send', `${TOWN}/propose`)
  form('$town.add', '', 'pin:send', `${TOWN}/add`, pinFields(site))
  form('$town.propose', '', 'proposal:send', `${TOWN}/propose`, proposalFields(site))
  for (const [noun, row] of [
    ['pin', pin],
    ['proposal', proposal],
  ] as const) {
    const about = aboutOf(row)
    const path = `${TOWN}/${row.number}?index`
    const act = (intent: string, name: Act, fields: Record<string, string> = {}) =>
      form('$town.$number._index', intent, name, path, fields, { about })
    page('$town.$number._index', 'town:read', `${TOWN}/${row.number}`)
    act('support', `${noun}:support`)
    act('withdraw-support', `${noun}:support`)
    act('report', `${noun}:report`, {
      subject: 'contribution',
      subjectId: row.id,
      reason: 'spam',
      note: '',
    })
    act('comment', 'comment:write', { id: newId(), body: 'Согласны' })
    act('withdraw', `${noun}:withdraw`)
    act('answer', `${noun}:answer`, {
      id: newId(),
      decision: 'accepted',
      status: 'planned',
      body: 'Учтём',
    })
    act('status', `${noun}:set-status`, { status: 'review' })
    page('$town.$number.edit', `${noun}:edit`, `${TOWN}/${row.number}/edit`, about)
    form('$town.$number.edit', '', `${noun}:edit`, `${TOWN}/${row.number}/edit`, { body: 'Чужое' }, { about })
    for (const decision of ['approve', 'return', 'hide', 'restore', 'dismiss'] as const)
      form('$town.desk', 'decide', `${noun}:${decision}`, `${TOWN}/desk`, decideFields(row, decision), {
        about,
      })
  }
  const comment = rowOf<{ id: string; author_id: string | null; contribution_id: string }>(
    site,
    "select * from comments where visibility = 'published'",
  )
  const under = rowOf<Row>(site, 'select * from contributions where id = ?', comment.contribution_id)
  const aboutComment = { ...aboutOf(under), authorId: comment.author_id }
  form(
    '$town.$number._index',
    'report',
    'comment:report',
    `${TOWN}/${under.number}?index`,
    { subject: 'comment', subjectId: comment.id, reason: 'spam', note: '' },
    { about: aboutComment },
  )
  for (const decision of ['approve', 'hide', 'restore', 'dismiss'] as const)
    form(
      '$town.desk',
      'decide',
      `comment:${decision}`,
      `${TOWN}/desk`,
      { ...decideFields(under, decision), subject: 'comment', subjectId: comment.id },
      { about: aboutComment },
    )
  // An author's own.
  page('$town.$number.edit', 'proposal:edit', `${TOWN}/${mine.number}/edit`, aboutOf(mine))
  form(
    '$town.$number._index',
    'withdraw',
    'proposal:withdraw',
    `${TOWN}/${mine.number}?index`,
    {},
    {
      about: aboutOf(mine),
    },
  )

  page('$town.desk', 'desk:open', `${TOWN}/desk`)
  const undoable = rowOf<{ id: string; contribution_id: string }>(
    site,
    "select id, contribution_id from staff_acts where act = 'moderation.return'",
  )
  const undone = rowOf<Row>(site, 'select * from contributions where id = ?', undoable.contribution_id)
  form('$town.desk', 'undo', 'desk:undo', `${TOWN}/desk`, { actId: undoable.id }, { about: aboutOf(undone) })
  page('$town.log', 'log:read', `${TOWN}/log`)
  page('$town.ranking', 'ranking:read', `${TOWN}/ranking`)
  page('$town.heat', 'ranking:read', `${TOWN}/heat`)
  page('$town.heat[.]json', 'ranking:read', `${TOWN}/heat.json?bbox=45,57,46,58&zoom=13`)
  for (const format of ['csv', 'xlsx', 'geojson'])
    page('$town.export.$format', 'ranking:export', `${TOWN}/export/${format}`)
  page('$town.exports', 'ranking:export', `${TOWN}/exports`)
  page('$town.exports_.$id', 'ranking:export', `${TOWN}/exports/${newId()}`)
  const exporting = (intent: string, fields: Record<string, string>) =>
    form('$town.exports', intent, 'ranking:export', `${TOWN}/exports`, fields)
  exporting('start', { format: 'csv', filter: 'kind=idea' })
  exporting('cancel', { id: newId() })
  exporting('again', { id: newId() })
  page('sign-in.with.$town.$provider', 'account:sign-in', `/sign-in/with${TOWN}/${newId()}`)
  page('sign-in.back', 'account:sign-in', '/sign-in/back?code=1&state=2')
  page('me_.link', 'account:change', '/me/link')
  form('me_.link', 'merge', 'account:change', '/me/link')
  form('me_.link', 'link', 'account:change', '/me/link')
  page('$town.admin.identity', 'identity:configure', `${TOWN}/admin/identity`)
  form('$town.admin.identity', 'add', 'identity:configure', `${TOWN}/admin/identity`, {
    label: 'Служба',
    issuer: 'https://127.0.0.1',
    clientId: 'a',
    clientSecret: 'b',
    trust: 'email',
  })
  for (const intent of ['open', 'close'])
    form('$town.admin.identity', intent, 'identity:configure', `${TOWN}/admin/identity`, { id: newId() })
  page('$town.resident', 'account:change', `${TOWN}/resident`)
  form('$town.resident', '', 'account:change', `${TOWN}/resident`, { code: 'AAAA-BBBB-CCCC' })
  const counter = `${TOWN}/counter`
  page('$town.counter', 'resident:confirm', counter)
  page('$town.counter._index', 'resident:confirm', counter)
  const confirmed = { email: 'walker-resident@example.org' }
  form('$town.counter._index', 'confirm', 'resident:confirm', `${counter}?index`, confirmed)
  form('$town.counter._index', 'unconfirm', 'resident:unconfirm', `${counter}?index`, { person: newId() })
  form('$town.counter._index', 'print', 'invitation:print', `${counter}?index`, { howMany: '1' })
  form('$town.counter._index', 'void', 'invitation:void', `${counter}?index`, { batch: '1' })
  page('$town.counter.help', 'helpdesk:act', `${counter}/help`)
  for (const [intent, fields] of [
    ['new', { consents: 'on' }],
    ['open', { card: 'AAAA-BBBB-CCCC' }],
    ['end', {}],
  ] as const)
    form('$town.counter.help', intent, 'helpdesk:act', `${counter}/help`, fields)
  page('$town.admin', 'town:change', `${TOWN}/admin`)
  page('$town.admin._index', 'town:change', `${TOWN}/admin`)
  form('$town.admin._index', '', 'town:change', `${TOWN}/admin?index`, {
    name: 'Приреченск',
    timeZone: 'Europe/Moscow',
    center: '57.42, 45.6',
  })
  const map = `${TOWN}/admin/map`
  page('$town.admin.map', 'town:change', map)
  form('$town.admin.map', 'choose', 'town:change', map, { kind: 'plan' })
  form('$town.admin.map', 'take', 'town:change', map, { name: 'none.pmtiles', attribution: 'никто' })
  form('$town.admin_.map[.]json', '', 'town:change', `${map}.json`)
  const drawing = `${TOWN}/admin/drawing`
  page('$town.admin.drawing', 'town:change', drawing)
  form('$town.admin.drawing', 'save', 'town:change', drawing, {
    kind: 'epsg',
    epsg: '28408',
    axes: 'east-north',
  })
  form('$town.admin.drawing', 'reset', 'town:change', drawing)
  page('$town.admin.spaces', 'space:create', `${TOWN}/admin/spaces`)
  const slug = () => `walk-${randomUUID().slice(0, 8)}`
  const area = '{"type":"Polygon","coordinates":[[[45.6,57.42],[45.601,57.42],[45.601,57.421],[45.6,57.42]]]}'
  form('$town.admin.spaces', '', 'space:create', `${TOWN}/admin/spaces`, {
    name: 'Сквер',
    slug: slug(),
    kind: 'park',
    geojson: area,
  })
  form('$town.admin.spaces', 'import', 'space:create', `${TOWN}/admin/spaces`, {
    geojson: `{"type":"Feature","properties":{"name":"Сад","slug":"${slug()}"},"geometry":${area}}`,
  })
  page('$town.admin.processes', 'process:change', `${TOWN}/admin/processes`)
  form('$town.admin.processes', '', 'process:create', `${TOWN}/admin/processes`, {
    title: 'Обход',
    slug: slug(),
    question: 'Что?',
    'collect.include': 'on',
    'collect.startsAt': '2024-01-01T00:00',
  })
  const phase = rowOf<{ id: string }>(
    site,
    'select id from phases where process_id = ?',
    processId(site, 'vote'),
  )
  form('$town.admin.processes', 'dates', 'process:change', `${TOWN}/admin/processes`, {
    process: processId(site, 'vote'),
    phase: phase.id,
    [`starts-${phase.id}`]: 'never',
  })
  listSharingSteps(list)
  listPlanSteps(list)
  listPracticeSteps(list)
  page('$town.admin.roles', 'role:grant', `${TOWN}/admin/roles`)
  form('$town.admin.roles', 'grant', 'role:grant', `${TOWN}/admin/roles`, {
    email: 'walked@example.org',
    role: 'planner',
  })
  form('$town.admin.roles', 'revoke', 'role:revoke', `${TOWN}/admin/roles`, {
    personId: newId(),
    role: 'planner',
  })
  listVoteSteps(site, list)
  listNoticeSteps(site, list)
  listDeskSteps(
    site,
    list,
    [
      { noun: 'pin', row: pin, about: aboutOf(pin) },
      { noun: 'proposal', row: proposal, about: aboutOf(proposal) },
    ],
    { row: mine, about: aboutOf(mine) },
    made,
  )
  page('towns.new', 'town:create', '/towns/new')
  form('towns.new', '', 'town:create', '/towns/new', {
    name: 'Обход',
    slug: slug(),
    timeZone: 'Europe/Moscow',
    center: '57.42, 45.6',
  })
  return steps
}

function decideFields(row: Row, act: string): Record<string, string> {
  return {
    act,
    subject: 'contribution',
    subjectId: row.id,
    number: String(row.number),
    reason: 'Обход',
  }
}

function photoPath(site: Site): string {
  const photo = rowOf<{ town_id: string; id: string }>(
    site,
    "select p.town_id, p.id from photos p join contributions c on c.id = p.contribution_id where c.visibility = 'published'",
  )
  return `/photos/${photo.town_id}/${photo.id}-s.webp`
}
