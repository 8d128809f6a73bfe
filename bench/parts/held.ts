/** The processor's time of this process, ms: what other processes do is not in it. */
export function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** How long some work takes, and the most of the processor's time that it took without a pause for others, ms. */
export async function heldWhile(
  work: () => Promise<unknown>,
): Promise<{ ms: number; cpu: number; held: number }> {
  let [held, last] = [0, cpuMs()]
  const begun = last
  function seeHowLate() {
    const now = cpuMs()
    held = Math.max(held, now - last)
    last = now
  }
  const timer = setInterval(seeHowLate, 1)
  const start = performance.now()
  await work()
  const ms = performance.now() - start
  const cpu = cpuMs() - begun
  await new Promise((done) => setTimeout(done, 5))
  seeHowLate()
  clearInterval(timer)
  return { ms, cpu, held }
}
