import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import type { FuzzRequest } from './fuzz-grammar.ts'

/** How long a request may take. */
export const BOUND_MS = 30_000
const agent = new Agent({ keepAlive: true, maxSockets: 32 })

export interface FuzzAnswer {
  /** 0 = the connection was closed without an answer. */
  status: number
  ms: number
  isHang: boolean
  hasRetryAfter: boolean
  text: string
}

export async function sendFuzz(origin: string, fuzz: FuzzRequest): Promise<FuzzAnswer> {
  const start = performance.now()
  const answer = await (fuzz.raw ? sendRaw(origin, fuzz.raw) : sendParsed(origin, fuzz))
  return { ...answer, ms: performance.now() - start }
}

type Sent = Omit<FuzzAnswer, 'ms'>
const NOTHING: Sent = { status: 0, isHang: false, hasRetryAfter: false, text: '' }

function sendParsed(origin: string, { method, path, headers, body }: FuzzRequest): Promise<Sent> {
  const { hostname, port } = new URL(origin)
  return new Promise(function send(resolve) {
    const call = request({ hostname, port, method, path, headers, agent }, function answered(response) {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => {
        if (pieces.length < 40) pieces.push(piece)
      })
      response.on('error', () => end(NOTHING))
      response.on('end', () =>
        end({
          status: response.statusCode ?? 0,
          isHang: false,
          hasRetryAfter: response.headers['retry-after'] !== undefined,
          text:
            response.headers['content-type']?.startsWith('text/html') && !response.headers['content-encoding']
              ? Buffer.concat(pieces).toString()
              : '',
        }),
      )
    })
    const timer = setTimeout(() => {
      end({ ...NOTHING, isHang: true })
      call.destroy()
    }, BOUND_MS)
    function end(sent: Sent) {
      clearTimeout(timer)
      resolve(sent)
    }
    call.on('error', () => end(NOTHING))
    call.end(body)
  })
}

/** Gives the status of the first answer; a server that closes, or waits for more of what is no request, is right. */
function sendRaw(origin: string, raw: Buffer): Promise<Sent> {
  const { hostname, port } = new URL(origin)
  return new Promise(function send(resolve) {
    const socket = connect(Number(port), hostname)
    let text = ''
    const timer = setTimeout(() => socket.destroy(), 3000)
    socket.on('data', (piece) => {
      text = (text + piece).slice(0, 2000)
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      clearTimeout(timer)
      resolve({ ...NOTHING, status: Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1] ?? 0), text })
    })
    socket.end(raw)
  })
}
