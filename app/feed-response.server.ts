import { origin } from '#app/env.server.ts'
import { failedPage } from '#app/failed.server.ts'
import { atomText } from '#app/formats/atom.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { type FeedItem, listFeed } from '#app/models/feed.server.ts'
import { sha256 } from '#app/models/ids.server.ts'
import { getTown, type Town } from '#app/models/towns.server.ts'
import { paths } from '#app/paths.ts'
import { getLocale } from '#app/session.server.ts'

interface Subject {
  name: string
  /** Addresses from the root. */
  page: string
  self: string
  /** What the feed's id is made of, beside the host. */
  key: string
  scope: { spaceId?: string; contributionId?: string }
  since: Date
}

/**
 * Answers with a feed of the town; unchanged since the reader's last look, with 304 and nothing.
 *
 * @param work  names the town, and then what the feed is of, or where it is now
 */
export async function feedResponse(
  request: Request,
  work: () => Promise<{ slug: string; subject(town: Town, locale: Locale): Promise<Subject | Response> }>,
): Promise<Response> {
  try {
    const { slug, subject } = await work()
    const [town, locale] = await Promise.all([getTown(slug), getLocale(request)])
    const found = await subject(town, locale)
    if (found instanceof Response) return found
    const { name, page, self, key, scope, since } = found
    const items = await listFeed({ townId: town.id, ...scope })
    const t = tOf(locale)
    const site = origin()
    // RFC 4151: a name of our own that stays when the page moves. The year is the one the site was first made in.
    const tag = (what: string) => `tag:${new URL(site).hostname},2026:${what}`
    const text = atomText({
      id: tag(key),
      title: `${name} · ${t('common.product')}`,
      language: locale,
      page: site + page,
      self: site + self + (new URL(request.url).searchParams.has('lang') ? `?lang=${locale}` : ''),
      author: t('common.product'),
      since,
      entries: items.map((item) => ({
        id: tag(`${slug}/${item.what}/${item.id}`),
        link: site + paths.contribution(slug, item.number),
        author: item.isOfficial ? t('common.official') : (item.author ?? t('common.anonymous')),
        at: item.at,
        updated: item.editedAt ?? item.at,
        ...wordsOf(item, locale),
      })),
    })
    const tagged = `"${sha256(text)}"`
    const headers = {
      ETag: tagged,
      'Cache-Control': 'public, max-age=300',
      'Content-Type': 'application/atom+xml; charset=utf-8',
      Vary: 'Cookie',
    }
    const known = request.headers.get('If-None-Match')
    if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tagged))
      return new Response(null, { status: 304, headers })
    return new Response(text, { headers })
  } catch (error) {
    return failedPage(request, error)
  }
}

function wordsOf(item: FeedItem, locale: Locale) {
  const t = tOf(locale)
  const title = item.titles[locale]?.title ?? item.title
  const status = t(`statuses.${item.status as 'new'}`)
  const number = t('common.numberSign', { number: item.number })
  const body = item.bodies[locale]?.body ?? item.body
  switch (item.what) {
    case 'entry':
      return { title: `${number}. ${title}`, text: body }
    case 'answer': {
      const decision = t(`decisions.${item.decision as 'accepted'}`)
      return { title: `${number}. ${title}: ${decision}`, text: `${decision}. ${status}.\n\n${body}` }
    }
    case 'status':
      return { title: `${number}. ${title}: ${status}`, text: status }
    case 'comment':
      return { title: `${number}. ${title}`, text: body }
  }
}
