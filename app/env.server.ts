import { z } from 'zod'

const DEFAULT_SECRET = 'demo-secret-change-me'

/** The hosts that `{s}` in TILE_URL stands for. */
const TILE_SUBDOMAINS = ['a', 'b', 'c']

const tileUrl = z
  .string()
  .refine((url) => ['{z}', '{x}', '{y}'].every((part) => url.includes(part)), 'must contain {z}, {x} and {y}')
  .refine(
    (url) => /^\/(?!\/)/.test(url) || (/^https?:\/\//.test(url) && URL.canParse(url.replaceAll('{s}', 'a'))),
    'must start with http://, https:// or a single /',
  )

/** Pages name it in a header: an origin and nothing after it. */
const tileOrigin = z
  .string()
  .refine(
    (text) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text,
    'must be origins such as https://tiles.example.org, with spaces between them',
  )

function listOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '')
}

const schema = z
  .object({
    SREDA_MODE: z.enum(['demo', 'production']).default('demo'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000),
    HOST: z.string().default('0.0.0.0'),
    /** Processes that answer, over one database and one port. */
    WORKERS: z.coerce.number().int().min(1).max(64).default(1),
    ORIGIN: z.url().optional(),
    DATABASE_URL: z.string().min(1).default('file:data/sreda.db'),
    DATABASE_REPLICA_URL: z.string().optional(),
    /** Rows up to which an export is written while the reader waits; more become a job with a page. */
    EXPORT_AT_ONCE_ROWS: z.coerce.number().int().min(0).max(50_000).default(5000),
    FILES_DIR: z.string().min(1).default('data/files'),
    SESSION_SECRET: z.string().min(16, 'must be at least 16 characters').default(DEFAULT_SECRET),
    SMTP_URL: z.string().startsWith('smtp').optional(),
    MAIL_FROM: z.string().default('Sreda <no-reply@localhost>'),
    TRUST_PROXY: z.coerce.number().int().min(0).max(9).default(0),
    /** Other services that people sign in with may be asked without TLS and on this network: for trying it out. */
    IDENTITY_OVER_HTTP: z.enum(['on', 'off']).default('off'),
    /** Push services may be on this network: for trying it out. */
    PUSH_INSIDE: z.enum(['on', 'off']).default('off'),
    /** Webhooks may go to this network, without TLS: for trying it out, or to a town's own machine. */
    WEBHOOKS_INSIDE: z.enum(['on', 'off']).default('off'),
    /** Requests a minute that one address may send to the interfaces for programs. */
    API_PER_MINUTE: z.coerce.number().int().min(1).max(1_000_000).default(600),
    /** An outside service that is asked for places which the town's own gazetteer has not. */
    GEOCODER: z.enum(['off', 'nominatim', 'photon', 'dadata']).default('off'),
    GEOCODER_URL: z.url({ protocol: /^https?$/ }).optional(),
    GEOCODER_KEY: z.string().optional(),
    /** That service is the town's own, on its network, and may be asked without TLS. */
    GEOCODER_INSIDE: z.enum(['on', 'off']).default('off'),
    TILE_URL: tileUrl.optional(),
    TILE_ATTRIBUTION: z.string().default(''),
    /** Hosts that a town's administrators may take tiles from, beside this one and that of TILE_URL. */
    TILE_ORIGINS: z.string().default('').transform(listOf).pipe(z.array(tileOrigin)),
    /** The largest PMTiles file that may be uploaded. */
    MAP_UPLOAD_MB: z.coerce.number().min(1).max(10_000).default(100),
    /** A folder of PMTiles files on this machine which a town's administrators may choose from. */
    MAPS_DIR: z.string().min(1).optional(),
  })
  .superRefine((env, context) => {
    if (env.GEOCODER !== 'off' && !env.GEOCODER_URL) {
      context.addIssue({
        code: 'custom',
        path: ['GEOCODER_URL'],
        message: `must be the address of the search of ${env.GEOCODER}`,
      })
    }
    if (env.GEOCODER === 'dadata' && !env.GEOCODER_KEY) {
      context.addIssue({
        code: 'custom',
        path: ['GEOCODER_KEY'],
        message: 'must be set: DaData asks for a key',
      })
    }
    if (env.WORKERS > 1 && env.DATABASE_URL.startsWith('pglite')) {
      context.addIssue({
        code: 'custom',
        path: ['WORKERS'],
        message: 'must be 1 with pglite, which lives inside one process',
      })
    }
    if (env.SREDA_MODE !== 'production') return
    if (env.SESSION_SECRET === DEFAULT_SECRET) {
      context.addIssue({
        code: 'custom',
        path: ['SESSION_SECRET'],
        message: 'must be set to a secret of your own in production',
      })
    }
    if (!env.SMTP_URL) {
      context.addIssue({
        code: 'custom',
        path: ['SMTP_URL'],
        message: 'must be set in production: sign-in codes go by e-mail',
      })
    }
    if (!env.ORIGIN) {
      context.addIssue({
        code: 'custom',
        path: ['ORIGIN'],
        message: 'must be set in production: letters and exports carry links',
      })
    }
  })

export type Env = z.infer<typeof schema>

let parsed: Env | null = null

/** The configuration, parsed once. @throws {Error} one line that names each bad variable */
export function env(): Env {
  if (parsed) return parsed
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''))
  const result = schema.safeParse(given)
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new Error(`Bad configuration: ${lines.join('; ')}.`)
  }
  parsed = result.data
  return parsed
}

/** Where links in letters and exports point to, without a slash at the end. */
export function origin(): string {
  return (env().ORIGIN ?? `http://localhost:${env().PORT}`).replace(/\/$/, '')
}

/** The origins that map tiles may come from, beside this one; `{s}` of an address stands for several. */
export function tileOrigins(): string[] {
  const { TILE_URL, TILE_ORIGINS } = env()
  return [...new Set([...originsOf(TILE_URL), ...TILE_ORIGINS])]
}

/** The origins that a template of tiles asks: none when it is a path on this server. */
export function originsOf(template = '/'): string[] {
  if (template.startsWith('/')) return []
  return TILE_SUBDOMAINS.map((name) => new URL(template.replaceAll('{s}', name)).origin)
}

/** Whether a text is an address of tiles at all; of `{s}` only the host may be made. */
export function isTileTemplate(text: string): boolean {
  return tileUrl.safeParse(text).success
}

/** What one of the WORKERS may hold in memory of what all of them together may. */
export function shareOfWorker(total: number): number {
  return Math.max(1, Math.floor(total / env().WORKERS))
}
