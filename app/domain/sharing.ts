/** What a webhook can be told; names as in its deliveries. */
export const WEBHOOK_EVENTS = [
  'contribution.published',
  'contribution.removed',
  'contribution.answered',
  'contribution.status',
  'result.counted',
  'result.confirmed',
] as const
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number]
/** Sent when somebody presses "try". */
export const TRIAL_EVENT = 'ping'

/** What a token lets a program read, beside what everybody may. */
export const SCOPES = ['ranking', 'desk'] as const
export type Scope = (typeof SCOPES)[number]

/** What a token's maker must be allowed themselves, whenever it is used. */
export const ACT_OF_SCOPE = { ranking: 'ranking:read', desk: 'desk:open' } as const

/** Days that a token may live. */
export const TOKEN_DAYS = [30, 90, 365] as const

export const LICENCES = ['cc0-1.0', 'cc-by-4.0', 'odbl-1.0'] as const
export type Licence = (typeof LICENCES)[number]

/**
 * Hosts whose pages may hold embeds, as somebody types them: one a line, with or without https://.
 *
 * @returns origins, each once; null when a line is none
 */
export function embedHostsIn(text: string): string[] | null {
  const lines = text
    .split(/[\s,]+/)
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '')
  const origins = lines.map(originOf)
  return origins.every((one) => one !== null) ? [...new Set(origins as string[])] : null
}

/** Nothing but an origin goes into a header; http only for trying it out on this machine. */
function originOf(line: string): string | null {
  const text = /^https?:\/\//.test(line) ? line : `https://${line}`
  if (!/^https?:\/\/[a-z0-9.-]+(:\d{1,5})?\/?$/.test(text) || !URL.canParse(text)) return null
  const { protocol, hostname, origin } = new URL(text)
  if (protocol === 'http:' && hostname !== 'localhost') return null
  return hostname.includes('.') || hostname === 'localhost' ? origin : null
}
