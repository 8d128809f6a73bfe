import { expect, test } from 'vitest'
import { createLiveHub, type Listener } from '#app/http/live-hub.server.ts'
import type { LiveTopic, Tallies } from '#app/live-tallies.server.ts'

function listener() {
  const heard = { texts: [] as string[], isOver: false }
  const end = () => {
    heard.isOver = true
  }
  const ear: Listener = {
    writableLength: 0,
    write: (bytes) => heard.texts.push(bytes.toString()),
    end,
    destroy: end,
  }
  return { ear, heard }
}

test('who listens is told the numbers when they change, and sent away when nothing runs any more', async () => {
  let revision = 1
  let tallies: Tallies | null = { cast: 3 }
  const topic: LiveTopic = { key: 'vote', read: async () => tallies }
  const hub = createLiveHub(async () => String(revision))
  const { ear, heard } = listener()
  expect(await hub.listen(topic, ear)).toBe(true)
  expect(heard.texts).toEqual(['data: {"cast":3}\n\n'])
  tallies = { cast: 4 }
  revision++
  await expect.poll(() => heard.texts.at(-1), { timeout: 5000 }).toBe('data: {"cast":4}\n\n')
  tallies = null
  revision++
  await expect.poll(() => heard.isOver, { timeout: 5000 }).toBe(true)
  expect(await hub.listen(topic, listener().ear)).toBe(false)
  hub.close()
})

test('many topics are looked at in turns: none is forgotten, and no look at the clock is long', async () => {
  let revision = 1
  let looks = 0
  const mostAtOnce = { since: 0, most: 0 }
  const hub = createLiveHub(async () => String(revision))
  const topics = Array.from({ length: 40 }, (_, i): LiveTopic => {
    return {
      key: `topic ${i}`,
      async read() {
        const until = performance.now() + 4
        while (performance.now() < until);
        looks++
        mostAtOnce.most = Math.max(mostAtOnce.most, looks - mostAtOnce.since)
        return { n: revision }
      },
    }
  })
  const listeners = topics.map(() => listener())
  for (const [i, topic] of topics.entries()) await hub.listen(topic, listeners[i]!.ear)
  const beats = setInterval(() => {
    mostAtOnce.since = looks
  }, 5)
  mostAtOnce.most = 0
  revision++
  const isTold = () => listeners.every(({ heard }) => heard.texts.at(-1) === 'data: {"n":2}\n\n')
  await expect.poll(isTold, { timeout: 20_000 }).toBe(true)
  clearInterval(beats)
  hub.close()
  // Others of this process have their turn between one look and the next.
  expect(mostAtOnce.most).toBeLessThan(10)
})
