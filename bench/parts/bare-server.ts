/*
 * Run in a process of its own: `bare-server.ts FILE` answers every request with the bytes and headers of `FILE` (JSON of
 * a `Sample`) by node:http alone: what this machine could do at most.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Sample {
  headers: Record<string, string>
  body: string
}

const samples = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Sample[]
const bodies = samples.map(({ body }) => Buffer.from(body, 'base64'))
const server = createServer(function answer(request, response) {
  const i = Number(request.url!.slice(1))
  response.writeHead(200, { ...samples[i]!.headers, 'Content-Length': bodies[i]!.length })
  response.end(bodies[i])
})
server.listen(0, '127.0.0.1', () => {
  console.log(`listening on http://localhost:${(server.address() as AddressInfo).port}`)
})
