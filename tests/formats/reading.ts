import { Writable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

export async function joined(chunks: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

export async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** A stream that keeps what it gets, and its bytes. */
export function keeper() {
  const parts: Buffer[] = []
  const output = new Writable({
    write(part: Buffer, _encoding, done) {
      parts.push(part)
      done()
    },
  })
  return { output, bytes: () => Buffer.concat(parts) }
}

/** A stream that only counts. */
export function counter() {
  const seen = { bytes: 0 }
  const output = new Writable({
    write(part: Buffer, _encoding, done) {
      seen.bytes += part.length
      done()
    },
  })
  return { output, seen }
}

/** Memory that is really held, heap and buffers, in MB. */
export function heldMb(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}
