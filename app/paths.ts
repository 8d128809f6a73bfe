import { type Filter, filterParams } from '#app/domain/filter.ts'
import type { ExportFormat } from './export-formats.ts'

/** Every address of the site, as functions; app/params.ts reads them back. */
export const paths = {
  home: () => '/',
  settings: () => '/settings',
  signIn: (returnTo?: string) => withQuery('/sign-in', { returnTo }),
  signInCode: () => '/sign-in/code',
  secondFactor: (returnTo?: string) => withQuery('/sign-in/second', { returnTo }),
  signInPasskey: () => '/sign-in/passkey',
  security: () => '/me/security',
  signInWith: (town: string, provider: string, returnTo?: string) =>
    withQuery(`/sign-in/with/${town}/${provider}`, { returnTo }),
  signInBack: () => '/sign-in/back',
  linkAccounts: () => '/me/link',
  signOut: () => '/sign-out',
  consent: (returnTo?: string) => withQuery('/consent', { returnTo }),
  me: () => '/me',
  notices: () => '/me/notices',
  myData: () => '/me/data',
  myDataZip: () => '/me/data.zip',
  deletionAct: (id: string) => `/deletion-acts/${id}`,
  unsubscribe: (token: string) => `/unsubscribe/${token}`,
  outbox: () => '/admin/letters',
  letters: () => '/letters',
  document: (name: DocumentName) => `/documents/${name}`,
  newTown: () => '/towns/new',
  photo: (townId: string, id: string, size: PhotoSize) => `/photos/${townId}/${id}-${size}.webp`,
  /** A town's map tiles; below FILES_DIR its file lies at the same path. */
  mapArchive: (townId: string, hash: string) => `/maps/${townId}/${hash}.pmtiles`,
  photoJpeg: (townId: string, id: string) => `/photos/${townId}/${id}-m.jpg`,

  town: (town: string, filter?: Filter) => withFilter(`/${town}`, filter),
  map: (town: string, filter?: Filter) => withFilter(`/${town}/map.json`, filter),
  spot: (town: string, filter?: Filter) => withFilter(`/${town}/spot.json`, filter),
  places: (town: string) => `/${town}/places.json`,
  nearest: (town: string) => `/${town}/nearest.json`,
  baseMap: (town: string, version: number) => `/${town}/base.json?v=${version}`,
  add: (town: string, start?: Start) => withQuery(`/${town}/add`, { ...start }),
  propose: (town: string, start?: Start) => withQuery(`/${town}/propose`, { ...start }),
  contribution: (town: string, number: number) => `/${town}/${number}`,
  editContribution: (town: string, number: number) => `/${town}/${number}/edit`,
  space: (town: string, space: string) => `/${town}/spaces/${space}`,
  process: (town: string, process: string) => `/${town}/processes/${process}`,
  /** Numbers of a process and of a contribution while they change, as server-sent events. */
  liveProcess: (town: string, process: string) => `/${town}/processes/${process}/live`,
  liveContribution: (town: string, number: number) => `/${town}/${number}/live`,
  desk: (town: string, query?: { cause?: string; type?: string }) => withQuery(`/${town}/desk`, { ...query }),
  deskClaims: (town: string) => `/${town}/desk/claims.json`,
  deskAppeals: (town: string) => `/${town}/desk/appeals`,
  deskAnswers: (town: string, query?: Record<string, string | undefined>) =>
    withQuery(`/${town}/desk/answers`, { ...query }),
  deskImport: (town: string) => `/${town}/desk/import`,
  person: (town: string, person: string) => `/${town}/people/${person}`,
  manage: (town: string, number: number) => `/${town}/${number}/desk`,
  blockAppeal: (town: string) => `/${town}/appeal`,
  appeal: (town: string, number: number, about = '') => `/${town}/${number}/appeal${about}`,
  openness: (town: string) => `/${town}/moderation`,
  similar: (town: string) => `/${town}/similar.json`,
  /** Of a vote; the version in force unless another is asked for. */
  results: (town: string, process: string, version?: number) =>
    withQuery(`/${town}/processes/${process}/results`, { version: version?.toString() }),
  resultFile: (town: string, process: string, version: number, file: ResultFileName) =>
    `/${town}/processes/${process}/results/${version}/${file}`,
  vote: (town: string, process: string) => `/${town}/processes/${process}/vote`,
  receipt: (town: string, process: string) => `/${town}/processes/${process}/receipt`,
  paper: (town: string, phase: string) => `/${town}/paper/${phase}`,
  paperBundle: (town: string, phase: string, bundle: string) => `/${town}/paper/${phase}/${bundle}`,
  votingCodes: (town: string, phase: string) => `/${town}/admin/ballots/${phase}/codes`,
  adminBallot: (town: string, phase: string) => `/${town}/admin/ballots/${phase}`,
  /** How far the town knows the reader, and how to be known better. */
  resident: (town: string) => `/${town}/resident`,
  counter: (town: string) => `/${town}/counter`,
  counterHelp: (town: string) => `/${town}/counter/help`,
  log: (town: string, before?: string) => withQuery(`/${town}/log`, { before }),
  follow: (town: string) => `/${town}/follow`,
  feed: (town: string) => `/${town}/feed.atom`,
  spaceFeed: (town: string, space: string) => `/${town}/spaces/${space}/feed.atom`,
  contributionFeed: (town: string, number: number) => `/${town}/${number}/feed.atom`,
  ranking: (town: string, filter?: Filter, at: RankingAt = {}) => withFilter(`/${town}/ranking`, filter, at),
  heat: (town: string, filter?: Filter) => withFilter(`/${town}/heat`, filter),
  heatData: (town: string, filter?: Filter) => withFilter(`/${town}/heat.json`, filter),
  export: (town: string, format: ExportFormat, filter?: Filter, more?: { separator: 'comma' }) =>
    withFilter(`/${town}/export/${format}`, filter, more),
  /** Big exports: those there are, and with a format the question whether to begin one. */
  exports: (town: string, filter?: Filter, more?: { format: ExportFormat; separator?: 'comma' }) =>
    withFilter(`/${town}/exports`, filter, { ...more }),
  exportFile: (town: string, id: string) => `/${town}/exports/${id}`,
  admin: (town: string) => `/${town}/admin`,
  adminSpaces: (town: string) => `/${town}/admin/spaces`,
  adminProcesses: (town: string) => `/${town}/admin/processes`,
  adminReasons: (town: string) => `/${town}/admin/reasons`,
  adminIdentity: (town: string) => `/${town}/admin/identity`,
  adminMap: (town: string) => `/${town}/admin/map`,
  plans: (town: string) => `/${town}/plans`,
  newPlan: (town: string) => `/${town}/plans/new`,
  plan: (town: string, id: string) => `/${town}/plans/${id}`,
  planLayers: (town: string, id: string) => `/${town}/plans/${id}/layers.json`,
  planOriginal: (town: string, id: string) => `/${town}/plans/${id}/original`,
  adminImports: (town: string) => `/${town}/admin/import`,
  adminImport: (town: string, id: string) => `/${town}/admin/import/${id}`,
  adminDrawing: (town: string) => `/${town}/admin/drawing`,
  adminMapFile: (town: string) => `/${town}/admin/map.json`,
  adminRoles: (town: string) => `/${town}/admin/roles`,
}

/** A page of the ranking: after a row, before a row, or the last. */
export type RankingAt = { after?: string } | { before?: string } | { last?: '1' }

/** What a form or a crosshair starts from: a space's slug, a process's slug. */
export interface Start {
  space?: string
  process?: string
}

export const DOCUMENTS = ['personal-data', 'data', 'rules', 'accessibility', 'about'] as const
export type DocumentName = (typeof DOCUMENTS)[number]

const PHOTO_SIZES = ['s', 'm', 'l'] as const
export type PhotoSize = (typeof PHOTO_SIZES)[number]

/** What can be downloaded of a result. */
export const RESULT_FILE_NAMES = ['archive.zip', 'election.pb', 'ballots.csv'] as const
export type ResultFileName = (typeof RESULT_FILE_NAMES)[number]

/** First words of addresses that are not towns. */
export const RESERVED_SLUGS = [
  'settings',
  'sign-in',
  'sign-out',
  'consent',
  'me',
  'letters',
  'documents',
  'towns',
  'unsubscribe',
  'deletion-acts',
  'photos',
  'maps',
  'healthz',
  'assets',
  'icons',
  'api',
  'oembed',
  'admin',
]

/** An address of this site to go back to; anything else is the front page. */
export function safeReturnTo(value: unknown): string {
  if (typeof value !== 'string') return '/'
  if (!/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(value)) return '/'
  // Nor what becomes `//host` once its dots are followed.
  return new URL(value, 'http://localhost').pathname.startsWith('//') ? '/' : value
}

/** Pages that only the staff open, by what follows the town; `tests/routes/second-step.test.ts` walks all there are. */
const STAFF_PAGES =
  /^\/([a-z0-9-]+)\/(\d+\/desk|desk|log|ranking|heat|exports?|admin|counter|people|paper|tokens|plans\/new|plans\/[\w-]+\/original)(?![\w-])/
const SITE_STAFF_PAGES = /^\/(admin|towns)\//

/** Where somebody goes who will not show that they are staff: to the same place, or the town, or the front page. */
export function withoutStaffPages(returnTo: string): string {
  if (SITE_STAFF_PAGES.test(returnTo)) return '/'
  const town = STAFF_PAGES.exec(returnTo)?.[1]
  return town ? `/${town}` : returnTo
}

export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value) params.set(name, value)
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

export function withFilter(path: string, filter?: Filter, more: { [name: string]: string } = {}): string {
  const params = filter ? filterParams(filter) : new URLSearchParams()
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return params.size > 0 ? `${path}?${params}` : path
}
