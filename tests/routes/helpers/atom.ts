import { createRequire } from 'node:module'

export const { SaxesParser } = createRequire(createRequire(import.meta.url).resolve('exceljs'))('saxes') as {
  SaxesParser: new (options: {
    xmlns: true
  }) => {
    on(event: 'error' | 'opentag' | 'closetag' | 'text', handler: (value: never) => void): void
    write(text: string): { close(): void }
  }
}

const ATOM = 'http://www.w3.org/2005/Atom'
/** RFC 3339, with the upper-case T and Z that RFC 4287 section 3.3 asks for. */
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/
const IN_FEED = ['author', 'entry', 'id', 'link', 'title', 'updated']
const IN_ENTRY = ['author', 'content', 'id', 'link', 'published', 'title', 'updated']

interface Element {
  name: string
  attributes: Record<string, string>
  text: string
  children: Element[]
}

export interface ReadFeed {
  id: string
  title: string
  updated: string
  entries: { id: string; title: string; updated: string; published: string; author: string; text: string }[]
}

/**
 * Reads an Atom feed as strictly as RFC 4287 says (sections 3.2, 3.3 and 4.1.1 to 4.2.15).
 * @throws {Error} what is wrong, at the first fault
 */
export function readAtom(xml: string): ReadFeed {
  const feed = treeOf(xml)
  mustBe(feed.name === 'feed', `the root is ${feed.name}`)
  mustBe(/^[a-z]{2}$/.test(feed.attributes['xml:lang'] ?? ''), 'no language')
  mustHold(feed, IN_FEED)
  mustBe(count(feed, 'author') === 1, 'a feed needs an author')
  mustBe(links(feed, 'self').length === 1, 'a feed has one address of its own')
  const entries = feed.children.filter(({ name }) => name === 'entry')
  const read = entries.map(function readEntry(entry) {
    mustHold(entry, IN_ENTRY)
    for (const name of ['author', 'content', 'published'])
      mustBe(count(entry, name) === 1, `${count(entry, name)} ${name} in an entry`)
    const content = child(entry, 'content')
    mustBe(content.attributes.type === 'text', 'the content is not plain text')
    const { published } = momentsOf(entry)
    const author = child(child(entry, 'author'), 'name').text
    mustBe(author.trim() !== '', 'an author without a name')
    return { ...common(entry), published, author, text: content.text }
  })
  const ids = [child(feed, 'id').text, ...read.map(({ id }) => id)]
  mustBe(new Set(ids).size === ids.length, 'two have the same id')
  const all = common(feed)
  for (const { updated } of read)
    mustBe(Date.parse(updated) <= Date.parse(all.updated), 'an entry is newer than its feed')
  return { ...all, entries: read }
}

/** What both a feed and an entry have exactly once. */
function common(element: Element) {
  for (const name of ['id', 'title', 'updated'])
    mustBe(count(element, name) === 1, `${count(element, name)} ${name} in ${element.name}`)
  const [id, title] = [child(element, 'id').text, child(element, 'title').text]
  mustBe(/^[a-z][a-z0-9+.-]*:\S+$/i.test(id), `the id is no IRI: ${id}`)
  mustBe(title.trim() !== '', 'an empty title')
  const alternates = links(element, 'alternate')
  mustBe(alternates.length === 1, 'not one page that it stands for')
  for (const { attributes } of element.children.filter(({ name }) => name === 'link'))
    mustBe(URL.canParse(attributes.href ?? ''), `no whole address: ${attributes.href}`)
  return { id, title, updated: momentsOf(element).updated }
}

function momentsOf(element: Element) {
  const of = (name: string) => element.children.find((one) => one.name === name)?.text ?? ''
  const [updated, published] = [of('updated'), of('published')]
  mustBe(MOMENT.test(updated) && !Number.isNaN(Date.parse(updated)), `no moment: ${updated}`)
  if (element.name === 'entry') {
    mustBe(MOMENT.test(published), `no moment: ${published}`)
    mustBe(Date.parse(published) <= Date.parse(updated), 'changed before it was published')
  }
  return { updated, published }
}

function mustHold(element: Element, known: string[]) {
  for (const { name, children } of element.children) {
    mustBe(known.includes(name), `${name} in ${element.name}`)
    const mayNest = name === 'entry' || name === 'author'
    mustBe(mayNest || children.length === 0, `elements inside ${name}: not escaped`)
  }
}

function links(element: Element, rel: string): Element[] {
  return element.children.filter(({ name, attributes }) => name === 'link' && attributes.rel === rel)
}

function count(element: Element, name: string): number {
  return element.children.filter((one) => one.name === name).length
}

function child(element: Element, name: string): Element {
  const found = element.children.find((one) => one.name === name)
  if (!found) throw new Error(`Atom: no ${name} in ${element.name}`)
  return found
}

function mustBe(isSo: boolean, fault: string): asserts isSo {
  if (!isSo) throw new Error(`Atom: ${fault}`)
}

function treeOf(xml: string): Element {
  const root: Element = { name: '', attributes: {}, text: '', children: [] }
  const open = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error: never) => {
    throw error
  })
  parser.on('opentag', ((tag: {
    uri: string
    local: string
    attributes: Record<string, { value: string }>
  }) => {
    mustBe(tag.uri === ATOM, `${tag.local} is of another namespace`)
    const attributes = Object.fromEntries(
      Object.entries(tag.attributes).map(([key, { value }]) => [key, value]),
    )
    const element: Element = { name: tag.local, attributes, text: '', children: [] }
    open.at(-1)!.children.push(element)
    open.push(element)
  }) as never)
  parser.on('text', ((text: string) => {
    open.at(-1)!.text += text
  }) as never)
  parser.on('closetag', (() => void open.pop()) as never)
  parser.write(xml).close()
  const [top] = root.children
  if (!top) throw new Error('Atom: nothing there')
  return top
}
