import { newId } from '#app/models/ids.server.ts'
import { unsubscribeToken } from '#app/models/unsubscribe.server.ts'
import { rowOf } from '../../routes/helpers/rows.ts'
import type { Site } from '../../routes/helpers/site.ts'
import type { PersonName } from '../../routes/helpers/template.ts'
import { bundleId, PROCESS, phaseId, published, TOWN } from '../../routes/helpers/town.ts'

export interface PageToSee {
  path: string
  as?: PersonName
  /** The status that the page itself has; 200 unless given. */
  status?: number
  /** Without a script of its own. */
  isPlain?: boolean
  /** Made to stand in pages of other sites. */
  isEmbed?: boolean
}

/** The demo's process that was made from a template. */
const CONTEST = 'konkurs-komfortnoy-sredy'

/** What app/env.server.ts falls back to in the demo. */
const DEMO_SECRET = 'demo-secret-change-me'

/** Every page there is, seen by somebody who may. */
export function pagesOf(site: Site, own: { pin: number; proposal: number; deletion: string }): PageToSee[] {
  const one = (phase: keyof typeof PROCESS, kind?: string) => `${TOWN}/${published(site, phase, kind).number}`
  const vote = `${TOWN}/processes/${PROCESS.vote}/vote`
  return [
    { path: '/' },
    { path: '/overview?sort=entries' },
    { path: '/practices' },
    { path: '/practices?kind=park&text=набережная' },
    { path: '/practices/vyksa-lebediny-ray-park' },
    { path: '/practices/no-such-case', status: 404 },
    { path: `${TOWN}/admin/practice/${PROCESS.results}`, as: 'admin' },
    { path: `${TOWN}/admin/processes?case=vyksa-lebediny-ray-park`, as: 'admin' },
    { path: '/admin/practices', as: 'admin' },
    { path: '/admin/practices/new', as: 'admin' },
    { path: TOWN },
    { path: `${TOWN}?kind=problem&space=naberezhnaya&sort=new` },
    { path: `${TOWN}?text=nothing-like-this` },
    { path: `${TOWN}/spaces` },
    { path: `${TOWN}/spaces/gorodskoy-park` },
    ...Object.values(PROCESS).map((slug) => ({ path: `${TOWN}/processes/${slug}` })),
    { path: `${TOWN}/processes/${PROCESS.results}/results` },
    { path: `${TOWN}/processes/${PROCESS.results}/results`, as: 'admin' },
    { path: `${TOWN}/processes/${PROCESS.vote}/results` },
    { path: `${TOWN}/processes/${PROCESS.collect}/results` },
    { path: vote },
    { path: vote, as: 'anna' },
    { path: `${TOWN}/processes/${PROCESS.results}/vote`, as: 'anna' },
    { path: `${TOWN}/processes/${PROCESS.discuss}/vote` },
    { path: `${TOWN}/processes/${PROCESS.vote}/receipt` },
    { path: `${TOWN}/paper/${phaseId(site, 'vote')}`, as: 'moderator' },
    { path: `${TOWN}/paper/${phaseId(site, 'vote')}/${bundleId(site, 'vote')}`, as: 'moderator' },
    { path: `${TOWN}/paper/${phaseId(site, 'vote')}/${bundleId(site, 'vote')}?pass=1`, as: 'moderator' },
    { path: `${TOWN}/paper/${phaseId(site, 'results')}/${bundleId(site, 'results')}`, as: 'moderator' },
    { path: `${TOWN}/admin/ballots/${phaseId(site, 'vote')}`, as: 'admin' },
    { path: `${TOWN}/admin/ballots/${phaseId(site, 'discuss')}`, as: 'admin' },
    { path: one('collect', 'problem') },
    { path: one('collect', 'value'), as: 'anna' },
    { path: one('collect', 'idea'), as: 'gleb' },
    { path: one('collect', 'proposal'), as: 'anna' },
    { path: one('vote', 'proposal'), as: 'moderator' },
    { path: one('results', 'proposal') },
    { path: `${TOWN}/${own.proposal}?sent=proposal`, as: 'anna' },
    { path: `${TOWN}/${own.pin}/edit`, as: 'anna' },
    { path: `${TOWN}/${own.proposal}/edit`, as: 'anna' },
    { path: `${TOWN}/add`, as: 'anna' },
    { path: `${TOWN}/propose?space=naberezhnaya`, as: 'anna' },
    { path: '/sign-in' },
    { path: '/consent', as: 'gleb' },
    { path: '/me', as: 'anna' },
    { path: '/me/security', as: 'anna' },
    { path: '/me/security', as: 'admin' },
    { path: '/me/notices', as: 'anna' },
    { path: '/me/data', as: 'anna' },
    { path: '/admin/letters', as: 'admin' },
    { path: '/unsubscribe/not-ours', status: 404 },
    { path: `/unsubscribe/${unsubscribeToken(DEMO_SECRET, newId(), 'digest')}` },
    { path: `/deletion-acts/${own.deletion}` },
    { path: '/letters' },
    ...['personal-data', 'data', 'rules', 'accessibility', 'about'].map((name) => ({
      path: `/documents/${name}`,
    })),
    { path: `${TOWN}/desk`, as: 'moderator' },
    { path: `${TOWN}/desk?cause=reported`, as: 'moderator' },
    { path: `${TOWN}/desk/appeals`, as: 'moderator' },
    { path: `${TOWN}/desk/appeals`, as: 'admin' },
    { path: `${TOWN}/desk/answers`, as: 'moderator' },
    { path: `${TOWN}/desk/import`, as: 'moderator' },
    { path: `${one('collect', 'proposal')}/desk`, as: 'moderator' },
    { path: `${TOWN}/people/${blockedId(site)}`, as: 'moderator' },
    { path: `${TOWN}/${own.proposal}/appeal`, as: 'anna' },
    { path: `${TOWN}/appeal`, as: 'anna' },
    { path: `${TOWN}/moderation` },
    { path: `${TOWN}/log`, as: 'moderator' },
    { path: `${TOWN}/ranking`, as: 'planner' },
    { path: `${TOWN}/heat`, as: 'planner' },
    { path: `${TOWN}/exports?format=csv`, as: 'planner' },
    { path: `${TOWN}/counter`, as: 'admin' },
    { path: `${TOWN}/counter/help`, as: 'admin' },
    { path: `${TOWN}/resident`, as: 'anna' },
    { path: `${TOWN}/admin`, as: 'admin' },
    { path: `${TOWN}/admin/map`, as: 'admin' },
    { path: `${TOWN}/admin/drawing`, as: 'admin' },
    { path: `${TOWN}/plans` },
    { path: `${TOWN}/plans/new`, as: 'planner' },
    { path: `${TOWN}/spaces/vokzalnaya-ploshchad/audit` },
    { path: `${TOWN}/spaces/vokzalnaya-ploshchad/audits` },
    { path: `${TOWN}/forms` },
    { path: `${TOWN}/forms/u-reki` },
    { path: `${TOWN}/admin/forms`, as: 'planner' },
    { path: `${TOWN}/admin/forms/place-audit`, as: 'planner' },
    { path: `${TOWN}/admin/forms/u-reki?preview=1`, as: 'planner' },
    { path: `${TOWN}/processes/${PROCESS.discuss}/variants` },
    { path: `${TOWN}/processes/${PROCESS.discuss}/variants`, as: 'admin' },
    { path: `${TOWN}/processes/${PROCESS.collect}/variants` },
    { path: `${TOWN}/variants/new?process=${PROCESS.discuss}`, as: 'planner' },
    { path: variantOf(site) },
    { path: variantOf(site), as: 'anna' },
    { path: `${variantOf(site)}?version=1`, as: 'planner' },
    { path: `${variantOf(site)}/version`, as: 'planner' },
    { path: `${variantOf(site)}/place`, as: 'planner' },
    { path: `${variantOf(site)}/remarks`, as: 'moderator' },
    { path: `${TOWN}/admin/import`, as: 'admin' },
    { path: `${TOWN}/admin/spaces`, as: 'admin' },
    { path: `${TOWN}/admin/processes`, as: 'admin' },
    { path: `${TOWN}/admin/templates`, as: 'admin' },
    { path: `${TOWN}/admin/templates/federal-contest`, as: 'admin' },
    { path: `${TOWN}/admin/processes/${PROCESS.vote}`, as: 'admin' },
    { path: `${TOWN}/admin/processes/${CONTEST}`, as: 'admin' },
    { path: `${TOWN}/processes/${CONTEST}` },
    { path: `${TOWN}/admin/roles`, as: 'admin' },
    { path: `${TOWN}/admin/identity`, as: 'admin' },
    { path: '/sign-in/back?code=1', status: 400 },
    { path: `${TOWN}/admin/reasons`, as: 'admin' },
    { path: `${TOWN}/admin/sharing`, as: 'admin' },
    { path: `${TOWN}/admin/webhooks`, as: 'admin' },
    { path: `${TOWN}/tokens`, as: 'planner' },
    { path: `${TOWN}/embed/map`, isEmbed: true },
    { path: `${TOWN}/embed/list?kind=proposal`, isEmbed: true },
    { path: `${TOWN}/embed/result/${PROCESS.results}`, isEmbed: true },
    ...[
      `${TOWN}/ogc?f=html`,
      `${TOWN}/ogc/conformance?f=html`,
      `${TOWN}/ogc/api?f=html`,
      `${TOWN}/ogc/collections?f=html`,
      `${TOWN}/ogc/collections/proposals?f=html`,
      `${TOWN}/ogc/collections/proposals/items?f=html&limit=5`,
      `${TOWN}/ogc/collections/spaces/items/naberezhnaya?f=html`,
      `${TOWN}/open-data`,
      `${TOWN}/embeds`,
      '/api/v1',
    ].map((path) => ({ path, isPlain: true })),
    ...contestPages(site),
    { path: '/towns/new', as: 'admin' },
    { path: '/no-such-town', status: 404 },
    { path: '/no/such/page', status: 404 },
    { path: `${TOWN}/999999`, status: 404 },
    { path: `${TOWN}/desk`, as: 'anna', status: 403 },
  ]
}

/** The commission, the money of a process, and what a contest asks. */
function contestPages(site: Site): PageToSee[] {
  const { session_id: session } = rowOf<{ session_id: string }>(
    site,
    'select session_id from protocol_versions',
  )
  const { id: coming } = rowOf<{ id: string }>(
    site,
    'select id from commission_sessions where id not in (select session_id from protocol_versions)',
  )
  const process = `${TOWN}/processes/${PROCESS.discuss}`
  return [
    { path: `${TOWN}/commission` },
    { path: `${TOWN}/commission`, as: 'admin' },
    { path: `${TOWN}/commission/${session}` },
    { path: `${TOWN}/commission/${coming}` },
    { path: `${TOWN}/commission/${session}/edit`, as: 'admin' },
    { path: `${TOWN}/commission/members`, as: 'admin' },
    { path: `${TOWN}/commission/new`, as: 'moderator' },
    { path: `${process}/proofs`, as: 'moderator' },
    { path: `${process}/money` },
    { path: `${TOWN}/processes/${PROCESS.collect}/money` },
    { path: `${process}/money/edit`, as: 'planner' },
    { path: `${process}/readiness`, as: 'planner' },
  ]
}

/** Of the demo's resident who may not write for a while. */
function blockedId(site: Site): string {
  return rowOf<{ person_id: string }>(site, 'select person_id from blocks').person_id
}

/** The demo's variant of two versions. */
function variantOf(site: Site): string {
  const { id } = rowOf<{ id: string }>(site, 'select id from concept_variants where version = 2')
  return `${TOWN}/variants/${id}`
}
