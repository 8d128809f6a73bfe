import { get, type IncomingHttpHeaders } from 'node:http'
import type { Sample } from './bare-server.ts'

/** An answer as it travels: not decoded, with the headers that describe it. */
export function sampleOf(url: string, headers: Record<string, string>): Promise<Sample> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
        resolve({ headers: ownHeaders(response.headers), body: Buffer.concat(chunks).toString('base64') })
      })
    }).on('error', reject)
  })
}

function ownHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const leftToNode = ['connection', 'keep-alive', 'date', 'transfer-encoding', 'content-length']
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && !leftToNode.includes(entry[0]),
    ),
  )
}
