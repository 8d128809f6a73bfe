/*
 * Run in a process of its own: `load.ts URL SECONDS CONNECTIONS ENCODING` asks one address over keep-alive connections,
 * each as soon as it has been answered, and prints a `Load` as JSON.
 */
import { Agent, get } from 'node:http'
import { percentile } from './report.ts'

export interface Load {
  requests: number
  perSecond: number
  p50: number
  p99: number
  /** Of the last answer's body, as it travelled. */
  bytes: number
}

const [url, seconds, connections, encoding] = process.argv.slice(2) as [string, string, string, string]
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections) })
const headers = encoding === 'identity' ? {} : { 'Accept-Encoding': encoding }
const times: number[] = []
let bytes = 0

function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers }, (response) => {
      let read = 0
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.on('data', (chunk: Buffer) => {
        read += chunk.length
      })
      response.on('end', () => {
        bytes = read
        resolve()
      })
      response.on('error', reject)
    }).on('error', reject)
  })
}

const start = performance.now()
const end = start + Number(seconds) * 1000
async function keepAsking() {
  while (performance.now() < end) {
    const asked = performance.now()
    await ask()
    times.push(performance.now() - asked)
  }
}
await Promise.all(Array.from({ length: Number(connections) }, keepAsking))
const load: Load = {
  requests: times.length,
  perSecond: (times.length / (performance.now() - start)) * 1000,
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  bytes,
}
process.stdout.write(JSON.stringify(load))
process.exit(0)
