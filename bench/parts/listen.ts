/*
 * Run in a process of its own: `listen.ts URL LISTENERS SECONDS` opens so many streams of server-sent events, says 'ready'
 * when all have been told something, listens so long, and prints a `Heard` as JSON.
 */
import { get } from 'node:http'

export interface Heard {
  listeners: number
  /** Numbers told after the first ones, to all listeners together. */
  told: number
  /** `Date.now()` when the last listener was told a number, by the number. */
  lastAt: Record<string, number>
}

/** One network address may hold a few hundred: loopback has many. */
const OF_ADDRESS = 400

const [url, listeners, seconds] = process.argv.slice(2) as [string, string, string]
const heard: Heard = { listeners: Number(listeners), told: 0, lastAt: {} }

function listen(i: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const localAddress = `127.0.0.${2 + Math.floor(i / OF_ADDRESS)}`
    get(url, { agent: false, localAddress }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      let isFirst = true
      response.setEncoding('utf8').on('data', (text: string) => {
        const data = /^data: (.*)$/m.exec(text)?.[1]
        if (!data) return
        if (!isFirst) heard.told++
        isFirst = false
        heard.lastAt[String((JSON.parse(data) as { cast: number }).cast)] = Date.now()
        resolve()
      })
      response.on('error', reject)
    }).on('error', reject)
  })
}

// Some at a time: the queue of connections that are not taken yet is short.
for (let from = 0; from < heard.listeners; from += 50)
  await Promise.all(Array.from({ length: Math.min(50, heard.listeners - from) }, (_, i) => listen(from + i)))
console.log('ready')
setTimeout(function report() {
  process.stdout.write(JSON.stringify(heard))
  process.exit(0)
}, Number(seconds) * 1000)
