import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Persona } from './fuzz-town.ts'
import { HOME } from './home.ts'

export interface FoundForm {
  action: string
  isMultipart: boolean
  as: Persona
  fields: { name: string; values: string[]; isFile: boolean }[]
}

/** Of every route: its address with `$params`, from the name of its folder, and the names that its files speak of. */
export interface RouteShape {
  segments: string[]
  isIndex: boolean
  hasAction: boolean
  names: string[]
  intents: string[]
}

/** The route table, read from the folders as Remix reads it. */
export function routeShapes(): RouteShape[] {
  const folder = join(HOME, 'app', 'routes')
  return readdirSync(folder).map(function shapeOf(route) {
    const files = readdirSync(join(folder, route)).filter((name) => /\.tsx?$/.test(name))
    const text = files.map((name) => readFileSync(join(folder, route, name), 'utf8')).join('\n')
    const all = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))]
    const parts = route.match(/(?:\[[^\]]*\]|[^.])+/g) ?? []
    return {
      segments: parts
        .filter((part) => part !== '_index')
        .map((part) => part.replace(/\[([^\]]*)\]/g, '$1').replace(/(.)_$/, '$1')),
      isIndex: parts.at(-1) === '_index',
      hasAction: /export (async )?function action/.test(text),
      names: [
        ...all(/\b(?:get|has|getAll)\('([\w.-]+)'\)/g),
        ...all(/^\s{2,8}(\w+): (?:z\.|requiredText|optionalText)/gm),
        ...all(/\bname="([\w.-]+)"/g),
      ],
      intents: [
        ...all(/z\.literal\('([\w-]+)'\)/g),
        ...all(/case '([\w-]+)'/g),
        ...all(/intent === '([\w-]+)'/g),
      ],
    }
  })
}

const TAG = /<(form|input|select|option|textarea|button|\/form|\/select)\b([^>]*)>([^<]*)/g

/** The forms of a page, as a browser without scripts would send them. */
export function formsIn(html: string, page: string, as: Persona): FoundForm[] {
  const found: FoundForm[] = []
  let form: FoundForm | null = null
  let select: FoundForm['fields'][number] | null = null
  for (const [, tag, attributes = '', text = ''] of html.matchAll(TAG)) {
    const of = (name: string) => unescaped(new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? '')
    if (tag === 'form' && /method="post"/i.test(attributes))
      form = { action: of('action') || page, isMultipart: attributes.includes('multipart'), as, fields: [] }
    else if (tag === '/form' && form) {
      found.push(form)
      form = null
    } else if (form && of('name') && tag !== 'option') {
      const value = tag === 'textarea' ? unescaped(text) : of('value')
      const field = {
        name: of('name'),
        values: tag === 'select' ? [] : [value],
        isFile: of('type') === 'file',
      }
      form.fields.push(field)
      select = tag === 'select' ? field : null
    } else if (tag === 'option' && select) select.values.push(of('value'))
    else if (tag === '/select') select = null
  }
  return found
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#x27;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
