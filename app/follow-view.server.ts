import type { Followed } from '#app/domain/notices.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { isFollowing } from '#app/models/follows.server.ts'
import { paths } from '#app/paths.ts'
import type { Scene } from '#app/session.server.ts'

/** A feed as a page's head and foot name it. */
export interface FeedLink {
  href: string
  title: string
  /** Of what is no Atom feed: oEmbed. */
  type?: string
}

/** Programs that read feeds have no settings of ours: the address itself says the language. */
export function feedLink(path: string, name: string, locale: Locale): FeedLink {
  const href = locale === 'ru' ? path : `${path}?lang=${locale}`
  return { href, title: tOf(locale)('notices.feedTitle', { title: name }) }
}

/** The box with which a reader follows something: with its words, which only the pages that have the box need. */
export async function followView(
  { town, person, locale }: Scene,
  subjectType: Followed,
  subjectId: string,
  feed?: FeedLink,
) {
  const t = tOf(locale)
  const isOn =
    person !== null && (await isFollowing({ townId: town.id, personId: person.id, subjectType, subjectId }))
  return {
    action: paths.follow(town.slug),
    subjectType,
    subjectId,
    isOn,
    isSignedIn: person !== null,
    feed: feed ?? null,
    words: {
      state: isOn ? t('notices.followed') : null,
      hint: t(`notices.followHints.${subjectType}`),
      button: t(isOn ? 'notices.unfollow' : person ? 'notices.follow' : 'notices.followSignIn'),
      feed: t('notices.feed'),
    },
  }
}

export type FollowView = Awaited<ReturnType<typeof followView>>
