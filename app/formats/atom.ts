import { escapedXml as escaped } from './xml.ts'

/** A feed (RFC 4287); times are instants, addresses whole. */
export interface AtomFeed {
  /** An IRI that never changes. */
  id: string
  title: string
  language: string
  /** The page that the feed is of, and the feed's own address. */
  page: string
  self: string
  author: string
  entries: AtomEntry[]
  /** When there are no entries: since when it is so. */
  since: Date
}

export interface AtomEntry {
  id: string
  title: string
  link: string
  author: string
  at: Date
  /** When it last changed: later than `at`, or the same. */
  updated: Date
  /** Plain text. */
  text: string
}

/** Writes a feed as XML; what XML 1.0 cannot hold is left out. */
export function atomText(feed: AtomFeed): string {
  const updated = new Date(
    Math.max(feed.since.getTime(), ...feed.entries.map(({ updated: at }) => at.getTime())),
  )
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${escaped(feed.language)}">
  <id>${escaped(feed.id)}</id>
  <title>${escaped(feed.title)}</title>
  <updated>${updated.toISOString()}</updated>
  <author><name>${escaped(feed.author)}</name></author>
  <link rel="alternate" type="text/html" href="${escaped(feed.page)}"/>
  <link rel="self" type="application/atom+xml" href="${escaped(feed.self)}"/>
${feed.entries.map(entryText).join('')}</feed>
`
}

function entryText({ id, title, link, author, at, updated, text }: AtomEntry): string {
  return `  <entry>
    <id>${escaped(id)}</id>
    <title>${escaped(title)}</title>
    <updated>${updated.toISOString()}</updated>
    <published>${at.toISOString()}</published>
    <author><name>${escaped(author)}</name></author>
    <link rel="alternate" type="text/html" href="${escaped(link)}"/>
    <content type="text">${escaped(text)}</content>
  </entry>
`
}
