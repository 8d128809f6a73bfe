/**
 * Tables whose rows no public page shows: who is signed in, what waits to be sent, what is counted against bursts. A write
 * to them alone leaves every cached page true. A table that is not named here is taken for one that pages show.
 */
const UNSEEN_TABLES: ReadonlySet<string> = new Set([
  'sessions',
  'sign_in_codes',
  'letters',
  'notice_settings',
  'notice_events',
  'push_subscriptions',
  'follows',
  'act_counts',
  'export_jobs',
  'drawing_systems',
  'remark_reports',
  'spent_challenges',
  'claims',
  'devices',
  'passkeys',
  'passkey_challenges',
  'identity_trips',
  'api_tokens',
  'webhooks',
  'webhook_deliveries',
  'open_data_archives',
  'imports',
  'process_templates',
  'authenticators',
  'recovery_codes',
  'geocoder_turns',
  'geocoder_answers',
  'files_to_remove',
])

const kept = new Map<string, boolean>()
/** Texts of statements are few, but for lists of different lengths. */
const MOST_TEXTS = 5000

/** Whether a statement writes to what public pages may show. */
export function isSeenWrite(text: string): boolean {
  let isSeen = kept.get(text)
  if (isSeen === undefined) {
    const table = /^\s*(?:with\b[\s\S]*?\)\s*)?(?:insert into|update|delete from) "(\w+)"/i.exec(text)?.[1]
    isSeen = table === undefined ? !/^\s*select\b/i.test(text) : !UNSEEN_TABLES.has(table)
    if (kept.size >= MOST_TEXTS) kept.clear()
    kept.set(text, isSeen)
  }
  return isSeen
}
