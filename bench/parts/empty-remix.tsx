/*
 * Run in a process of its own: `empty-remix.tsx FILE` serves a Remix that does nothing but draw: one route without loader,
 * session or database, whose elements are those of the page in `FILE` (JSON of a `Sample`), behind the same Hono.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { createReadableStreamFromReadable, createRequestHandler, type ServerBuild } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { Hono } from 'hono'
import { createElement, type ReactNode } from 'react'
import { renderToPipeableStream } from 'react-dom/server'
import type { Sample } from './bare-server.ts'

interface Node {
  tag: string
  props: Record<string, unknown>
  children: (Node | string)[]
}

const VOID = new Set(['meta', 'link', 'input', 'img', 'br', 'hr', 'path', 'circle', 'rect', 'line', 'source'])
const [sample] = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as [Sample]
const page = read(Buffer.from(sample.body, 'base64').toString('utf8'))

/** What React has written, well-formed as it is, back into a tree. */
function read(html: string): Node {
  const root: Node = { tag: '', props: {}, children: [] }
  const open = [root]
  const tokens =
    /<!--[\s\S]*?-->|<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>|<\/(\w+)>|<(\w+)((?:[^>"]|"[^"]*")*)>|([^<]+)/g
  for (const [, raw, rawProps, rawText, end, tag, props, text] of html
    .replace(/^<!DOCTYPE html>/i, '')
    .matchAll(tokens)) {
    const parent = open.at(-1)!
    if (raw) {
      const dangerouslySetInnerHTML = { __html: rawText }
      parent.children.push({
        tag: raw,
        props: { ...propsOf(rawProps!), dangerouslySetInnerHTML },
        children: [],
      })
    } else if (text) parent.children.push(unescaped(text))
    else if (end && end === parent.tag) open.pop()
    else if (tag) {
      const node: Node = { tag, props: propsOf(props!), children: [] }
      parent.children.push(node)
      if (!VOID.has(tag) && !props!.endsWith('/')) open.push(node)
    }
  }
  return root.children.find((node): node is Node => typeof node !== 'string' && node.tag === 'html')!
}

/** Attributes go through React as they are, but for a style, which it wants as an object. */
function propsOf(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name, value = '']) => [
      name === 'style' ? 'data-style' : name!,
      unescaped(value),
    ]),
  )
}

function unescaped(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#x27);/g,
    (_, name: string) => ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name] ?? "'",
  )
}

function draw({ tag, props, children }: Node): ReactNode {
  return createElement(
    tag,
    props,
    ...children.map((child) => (typeof child === 'string' ? child : draw(child))),
  )
}

const build = {
  entry: {
    module: {
      default: (request: Request, status: number, headers: Headers, context: never) =>
        new Promise<Response>((resolve, reject) => {
          const { pipe } = renderToPipeableStream(<RemixServer context={context} url={request.url} />, {
            onAllReady() {
              const body = new PassThrough()
              headers.set('Content-Type', 'text/html; charset=utf-8')
              resolve(new Response(createReadableStreamFromReadable(body), { status, headers }))
              pipe(body)
            },
            onShellError: reject,
          })
        }),
    },
  },
  routes: {
    root: { id: 'root', path: '', module: { default: () => draw(page) } },
  },
  assets: {
    entry: { module: '', imports: [] },
    routes: { root: { id: 'root', path: '', module: '', hasAction: false, hasLoader: false } },
    url: '',
    version: '',
  },
  publicPath: '/',
  assetsBuildDirectory: '',
  future: { v3_singleFetch: true },
  isSpaMode: false,
  mode: 'production',
} as unknown as ServerBuild

const handler = createRequestHandler(build, 'production')
const app = new Hono()
app.all('*', (c) => handler(c.req.raw))
const server = createServer(getRequestListener(app.fetch))
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`)
})
