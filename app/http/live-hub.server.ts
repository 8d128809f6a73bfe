import { setImmediate } from 'node:timers/promises'
import type { LiveTopic } from '#app/live-tallies.server.ts'
import { logError } from '#app/log-error.server.ts'

/** How often all that is listened to is looked at. */
const LOOK_MS = 1000
/** A word to every listener, so that what stands between does not take the line for dead. */
const HEARTBEAT_MS = 25_000
/** Phases end without anybody's writing. */
const LONGEST_MS = 15_000
/** All looks together may take so much of this process's time; who was looked at longest ago comes first. */
const SHARE = 0.05
/** Somebody who has not taken so much has gone. */
const MOST_WAITING_BYTES = 65_536

/** One who listens: a connection that text is written to. */
export interface Listener {
  readonly writableLength: number
  write(bytes: Buffer): unknown
  end(): unknown
  destroy(): unknown
}

interface Heard {
  topic: LiveTopic
  listeners: Set<Listener>
  /** The last numbers, as JSON, and as they are sent; null before the first look. */
  last: { text: string; frame: Buffer } | null
  revision: string
  /** `performance.now()` */
  lookedAt: number
}

const HEARTBEAT = Buffer.from(':\n\n')

/**
 * Tells listeners the numbers of their topics: one timer for all, which stands still while nobody listens; a topic is read
 * when the database has another revision, and sent when its numbers have changed.
 */
export function createLiveHub(revisionOf: () => Promise<string>) {
  const heard = new Map<string, Heard>()
  const beginning = new Map<string, Promise<Heard>>()
  let timer: NodeJS.Timeout | null = null
  let heartbeatAt = 0
  let isClosed = false

  /** Adds a listener, who is told the numbers at once. @returns false when nothing runs there */
  async function listen(topic: LiveTopic, listener: Listener): Promise<boolean> {
    const one = heard.get(topic.key) ?? (await begin(topic))
    if (!one?.last || isClosed) return false
    heard.set(topic.key, one)
    one.listeners.add(listener)
    listener.write(one.last.frame)
    timer ??= setTimeout(tick, LOOK_MS).unref()
    return true
  }

  /** Many come at once, after a restart: one look serves them all. */
  function begin(topic: LiveTopic): Promise<Heard> {
    let first = beginning.get(topic.key)
    if (!first) {
      const one: Heard = { topic, listeners: new Set(), last: null, revision: '', lookedAt: 0 }
      first = revisionOf()
        .then((revision) => look(one, revision))
        .then(() => heard.get(topic.key) ?? one)
        .finally(() => beginning.delete(topic.key))
      beginning.set(topic.key, first)
    }
    return first
  }

  function leave(topic: LiveTopic, listener: Listener) {
    const one = heard.get(topic.key)
    if (one?.listeners.delete(listener) && one.listeners.size === 0) heard.delete(topic.key)
  }

  async function tick() {
    let spentMs = 0
    try {
      const revision = await revisionOf()
      for (const one of [...heard.values()].sort((a, b) => a.lookedAt - b.lookedAt)) {
        if (spentMs > LOOK_MS * SHARE) break
        const start = performance.now()
        const isDue = one.revision !== revision || start - one.lookedAt > LONGEST_MS
        if (!isDue || one.listeners.size === 0) continue
        if (await look(one, revision)) tell(one)
        spentMs += performance.now() - start
        await setImmediate()
      }
      if (performance.now() - heartbeatAt > HEARTBEAT_MS) sendHeartbeats()
    } catch (error) {
      logError(error)
    }
    const pauseMs = Math.max(LOOK_MS, spentMs / SHARE)
    timer = heard.size > 0 && !isClosed ? setTimeout(tick, pauseMs).unref() : null
  }

  function tell(one: Heard) {
    if (!one.last) {
      for (const listener of one.listeners) listener.end()
      heard.delete(one.topic.key)
      return
    }
    for (const listener of one.listeners) writeTo(listener, one.last.frame)
  }

  function sendHeartbeats() {
    heartbeatAt = performance.now()
    for (const { listeners } of heard.values()) for (const listener of listeners) writeTo(listener, HEARTBEAT)
  }

  /** No more listeners, and an orderly end for those there are: their browsers come again by themselves. */
  function close() {
    isClosed = true
    if (timer) clearTimeout(timer)
    for (const { listeners } of heard.values()) for (const listener of listeners) listener.end()
    heard.clear()
  }

  return { listen, leave, close }
}

export type LiveHub = ReturnType<typeof createLiveHub>

/** @returns whether the numbers are others than before */
async function look(one: Heard, revision: string): Promise<boolean> {
  const tallies = await one.topic.read()
  one.revision = revision
  one.lookedAt = performance.now()
  const text = tallies && JSON.stringify(tallies)
  if (text === (one.last?.text ?? null)) return false
  one.last = text === null ? null : { text, frame: Buffer.from(`data: ${text}\n\n`) }
  return true
}

function writeTo(listener: Listener, bytes: Buffer) {
  if (listener.writableLength > MOST_WAITING_BYTES) listener.destroy()
  else listener.write(bytes)
}
