import { newId } from '#app/models/ids.server.ts'
import type { Site } from './site.ts'
import { published, TOWN } from './town.ts'
import type { StepList } from './walk-list.ts'

/** What may be asked of notices, feeds and one's own data. */
export function listNoticeSteps(site: Site, { page, form }: StepList) {
  const proposal = published(site, 'collect', 'proposal')
  page('$town.feed[.]atom', 'town:read', `${TOWN}/feed.atom`)
  page('$town.$number.feed[.]atom', 'town:read', `${TOWN}/${proposal.number}/feed.atom`)
  page('$town.spaces.$space_.feed[.]atom', 'town:read', `${TOWN}/spaces/naberezhnaya/feed.atom`)
  page('documents.data', 'town:read', '/documents/data')
  page('deletion-acts.$id', 'town:read', `/deletion-acts/${newId()}`)
  // By the signed link of a letter, without a session.
  page('unsubscribe.$token', 'town:read', '/unsubscribe/not-ours')
  form('unsubscribe.$token', '', 'town:read', '/unsubscribe/not-ours')
  page('$town.follow', 'town:read', `${TOWN}/follow`)
  form('$town.follow', '', 'account:change', `${TOWN}/follow`, {
    followed: 'contribution',
    id: proposal.id,
    wish: 'on',
  })
  page('me_.notices', 'account:change', '/me/notices')
  const notices = (intent: string, fields: Record<string, string> = {}) =>
    form('me_.notices', intent, 'account:change', '/me/notices', fields)
  notices('wishes')
  notices('unfollow', { town: newId(), subject: 'contribution', id: proposal.id })
  notices('push-on', { endpoint: 'https://push.example.org/1', p256dh: 'A', auth: 'A' })
  notices('push-off', { id: newId() })
  page('me_.data', 'account:change', '/me/data')
  page('me_.data[.]zip', 'account:change', '/me/data.zip')
  // Not confirmed: whoever may do it is still there for the next step.
  form('me_.data', '', 'account:change', '/me/data', { choice: 'anonymise' })
  form('me_.data', 'take', 'account:change', '/me/data')
  page('admin.letters', 'letters:manage', '/admin/letters')
  form('admin.letters', 'again', 'letters:manage', '/admin/letters', { id: newId() })
  form('admin.letters', 'all-again', 'letters:manage', '/admin/letters')
}
