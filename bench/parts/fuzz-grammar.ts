import type { FoundForm, RouteShape } from './fuzz-forms.ts'
import { PERSONAS, type Persona, type Pools } from './fuzz-town.ts'
import { chance, noise, oddFile, oddValue, pick, type Random } from './fuzz-values.ts'

/** One request as it is sent; `raw` = the bytes of a whole one, written to a socket. */
export interface FuzzRequest {
  method: string
  path: string
  headers: Record<string, string>
  body?: Buffer
  raw?: Buffer
}

export interface World {
  origin: string
  shapes: RouteShape[]
  forms: FoundForm[]
  pools: Pools
  cookies: Record<Persona, string>
}

const QUERY = [
  ...[
    'near',
    'sort',
    'text',
    'kind',
    'space',
    'phase',
    'process',
    'category',
    'status',
    'page',
    'bbox',
    'zoom',
    'lang',
  ],
  ...[
    'returnTo',
    'cause',
    'type',
    'before',
    'said',
    'version',
    'pass',
    'separator',
    'index',
    '_routes',
    '_data',
    'v',
    'p',
    'again',
  ],
]
const KNOWN: Record<string, string[]> = {
  bbox: ['45,57,46,58', '45,57,46', '-180,-90,180,90', '46,58,45,57'],
  zoom: ['0', '12', '22', '99'],
  sort: ['new', 'supports', 'nearest'],
  kind: ['problem', 'value', 'idea', 'proposal'],
  _routes: ['root', 'routes/$town', 'x'],
  p: ['/prirechensk', '/sign-in'],
  $format: ['csv', 'xlsx', 'geojson', 'pdf'],
  $name: ['rules', 'data', 'personal-data'],
  $file: ['archive.zip', 'election.pb', 'ballots.csv', '../x'],
  $version: ['1', '2', '0'],
}
/** Where the values of an address's parts lie. */
const PARAMS: Record<string, string[]> = {
  $town: ['towns.slug', 'towns.slug', 'towns.slug', 'towns.id'],
  $number: ['contributions.number'],
  $process: ['processes.slug'],
  $space: ['spaces.slug'],
  $phase: ['phases.id'],
  $bundle: ['paper_bundles.id'],
  $person: ['people.id'],
  $provider: ['identity_providers.id'],
  $id: ['deletion_acts.id'],
}
const METHODS = ['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'PROPFIND', 'QUERY']

/** A request of the grammar: an address of the route table, or a form that a page really has, with some parts made odd. */
export function makeRequest(world: World, random: Random): FuzzRequest {
  if (chance(random, 0.01)) return rawRequest(world, random)
  const at = random()
  if (at < 0.4) return formRequest(world, pick(random, world.forms), random)
  const shape = pick(random, world.shapes)
  const as = pick(random, PERSONAS)
  const path = pathOf(world, shape, random)
  if (at < 0.5 && shape.hasAction) return formRequest(world, madeUpForm(shape, path, as, random), random)
  const method = chance(random, 0.05) ? pick(random, METHODS) : 'GET'
  return { method, path: path + queryOf(world, shape.names, random), headers: headersOf(world, as, random) }
}

/** Addresses of a route as links have them: up to four, for its different towns, entries, votes. */
export function plainPaths({ pools }: World, { segments }: RouteShape): string[] {
  const paths = [0, 1, 2, 3].map((nth) =>
    segments.map(function partOf(segment) {
      if (!segment.startsWith('$')) return segment
      const known = (PARAMS[segment] && pools[PARAMS[segment][0]!]) || KNOWN[segment] || []
      // The first town has everything; of the rest one of each.
      return encoded(known[segment === '$town' ? 0 : (nth * 7) % (known.length || 1)] ?? 'none')
    }),
  )
  return [...new Set(paths.map((parts) => `/${parts.join('/')}`))]
}

function pathOf(world: World, { segments, isIndex }: RouteShape, random: Random): string {
  const parts = segments.map(function partOf(segment) {
    if (!segment.startsWith('$')) return segment
    const pools = PARAMS[segment]
    const known = pools ? (world.pools[pick(random, pools)] ?? []) : (KNOWN[segment] ?? world.pools.id!)
    const value =
      chance(random, 0.85) && known.length > 0
        ? pick(random, known)
        : oddValue(random, world.pools.id!).slice(0, 800)
    return chance(random, 0.97) ? encoded(value) : value.replace(/[^\x21-\x7e]|[#?]/g, '')
  })
  const path = `/${parts.join('/')}`
  if (chance(random, 0.25)) return `${path === '/' ? '/_root' : path}.data`
  if (chance(random, 0.02))
    return path.replaceAll('/', pick(random, ['//', '/./', '/../', '/%2e%2e/', '%2f', '/;/']))
  return isIndex && chance(random, 0.3) ? `${path}?index` : path
}

function queryOf(world: World, names: string[], random: Random): string {
  if (chance(random, 0.5)) return ''
  const pairs = Array.from({ length: 1 + Math.floor(random() * 4) }, function pairOf() {
    const name = chance(random, 0.7) ? pick(random, QUERY) : pick(random, [...names, 'x'])
    const known = KNOWN[name]
    const value =
      known && chance(random, 0.6) ? pick(random, known) : oddValue(random, world.pools.id!).slice(0, 1500)
    return `${encoded(name)}=${encoded(value)}`
  })
  return `?${pairs.join('&')}`
}

function madeUpForm(shape: RouteShape, path: string, as: Persona, random: Random): FoundForm {
  const fields = shape.names
    .filter((name) => name !== 'intent' && chance(random, 0.8))
    .map((name) => ({ name, values: [''], isFile: /^photo|file|table$/.test(name) && chance(random, 0.5) }))
  if (shape.intents.length > 0) fields.push({ name: 'intent', values: shape.intents, isFile: false })
  return { action: path, isMultipart: chance(random, 0.4), as, fields }
}

function formRequest(world: World, form: FoundForm, random: Random): FuzzRequest {
  const as = chance(random, 0.8) ? form.as : pick(random, PERSONAS)
  // Mostly one thing is wrong, so that the others lead deep; seldom all are.
  const share = pick(random, [0.05, 0.1, 0.2, 0.9])
  const fields = form.fields.flatMap(function oddField({
    name,
    values,
    isFile,
  }): [string, string | Buffer][] {
    if (chance(random, share / 3)) return []
    if (isFile) return [[name, chance(random, 0.5) ? oddFile(random) : Buffer.alloc(0)]]
    const isOdd = chance(random, share)
    const value = isOdd ? oddValue(random, world.pools.id!) : filled(name, pick(random, values) ?? '', random)
    return chance(random, share / 5)
      ? [
          [name, value],
          [name, oddValue(random, world.pools.id!)],
        ]
      : [[name, value]]
  })
  if (chance(random, 0.05))
    fields.push([pick(random, ['__proto__', 'list[99999]', 'a.b.c', '__intent__', 'role', 'status']), '1'])
  const isMultipart = chance(random, 0.05) ? !form.isMultipart : form.isMultipart
  const [type, body] = isMultipart ? multipart(fields, random) : urlencoded(fields)
  const headers = headersOf(world, as, random)
  headers['Content-Type'] = chance(random, 0.98)
    ? type
    : pick(random, ['application/json', 'text/plain', 'multipart/form-data', ''])
  headers.Origin = chance(random, 0.97) ? world.origin : pick(random, ['null', 'https://evil.example', ''])
  const path = chance(random, 0.15) ? form.action.replace(/^([^?]*)/, '$1.data') : form.action
  return { method: 'POST', path, headers, body }
}

/** An empty field of a real form is often required: something to go on with. */
function filled(name: string, value: string, random: Random): string {
  if (value !== '' || chance(random, 0.3)) return value
  if (/email/i.test(name)) return `fuzz-${Math.floor(random() * 1000)}@example.org`
  if (/slug/i.test(name)) return `fuzz-${Math.floor(random() * 1e6)}`
  if (/geometry|geojson/.test(name)) return '{"type":"Point","coordinates":[45.6,57.42]}'
  if (/At$|date|due/i.test(name)) return '2027-01-01T00:00'
  if (/^(m-|howMany|cost|days|line|number|budget)/i.test(name)) return String(Math.floor(random() * 20))
  return `Слова ${Math.floor(random() * 1e6)}`
}

function urlencoded(fields: [string, string | Buffer][]): [string, Buffer] {
  const text = fields.map(([name, value]) => `${encoded(name)}=${encoded(String(value))}`).join('&')
  return ['application/x-www-form-urlencoded', Buffer.from(text)]
}

function multipart(fields: [string, string | Buffer][], random: Random): [string, Buffer] {
  const boundary = `fuzz${Math.floor(random() * 1e9)}`
  const pieces = fields.flatMap(function pieceOf([name, value]) {
    const safe = name.replace(/[\r\n"]/g, '')
    const file =
      typeof value === 'string'
        ? ''
        : `; filename="${pick(random, ['a.jpg', '../a.svg', 'ы.csv', ''])}"\r\nContent-Type: image/jpeg`
    return [
      Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${safe}"${file}\r\n\r\n`),
      Buffer.from(value as string),
      Buffer.from('\r\n'),
    ]
  })
  const whole = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)])
  const body = chance(random, 0.03) ? whole.subarray(0, Math.floor(random() * whole.length)) : whole
  return [`multipart/form-data; boundary=${boundary}`, body]
}

function headersOf(world: World, as: Persona, random: Random): Record<string, string> {
  const headers: Record<string, string> = {
    'Accept-Encoding': pick(random, ['br', 'gzip', 'identity', '*;q=0', 'x']),
  }
  const cookies = [world.cookies[as]]
  if (chance(random, 0.1)) {
    const name = pick(random, [
      'sreda_prefs',
      'sreda_session',
      'sreda_sign_in',
      'sreda_trip',
      'sreda_pair',
      'sreda_visit',
      'sreda_passkey',
    ])
    const value = pick(random, [
      '',
      'x',
      'bnVsbA==',
      'W10=',
      'eyJsYW5nIjoiZW4ifQ==',
      'eyJlbWFpbCI6W119.x',
      '%',
      '"',
      'e'.repeat(4000),
    ])
    cookies.push(`${name}=${value}`)
  }
  const cookie = cookies.filter(Boolean).join('; ')
  if (cookie) headers.Cookie = cookie
  if (chance(random, 0.1)) {
    const name = pick(random, [
      'Accept-Language',
      'If-None-Match',
      'Range',
      'X-Forwarded-For',
      'User-Agent',
      'Accept',
      'X-Sreda-Address',
      'X-Sreda-Method',
      'If-Modified-Since',
      'Purpose',
    ])
    headers[name] = noise(random, 30)
      .replace(/[^\x20-\x7e\xa0-\xff]/g, '*')
      .trim()
  }
  return headers
}

/** Not quite HTTP, or hardly. */
function rawRequest(world: World, random: Random): FuzzRequest {
  const { host } = new URL(world.origin)
  const path = pathOf(world, pick(random, world.shapes), random)
  const lines = pick(random, [
    `GET ${path} HTTP/1.1\r\nHost: ${noise(random, 8)}\r\nConnection: close\r\n\r\n`,
    `GET http://evil.example${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    `GET ${path} HTTP/1.0\r\n\r\n`,
    `${noise(random, 5)} ${path} HTTP/1.1\r\nHost: ${host}\r\n\r\n`,
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${world.origin}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n5\r\na=b&c\r\nZ\r\n`,
    `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 5\r\nContent-Length: 6\r\nConnection: close\r\n\r\nabcdef`,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${'X-A: b\r\n'.repeat(3000)}Connection: close\r\n\r\n`,
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    `OPTIONS * HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    `CONNECT evil.example:443 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nUpgrade: websocket\r\nConnection: Upgrade, close\r\n\r\n`,
    noise(random, 200),
  ])
  return { method: 'RAW', path, headers: {}, raw: Buffer.from(lines, 'latin1') }
}

/** As a browser would write it, also for halves of letters, which `encodeURIComponent` refuses. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\ufffd'))
}
