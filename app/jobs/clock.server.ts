import { startCounting, stopCounting } from './count.server.ts'
import { startExports, stopExports } from './export-queue.server.ts'
import { startMail, stopMail } from './mail.server.ts'
import { startNews, stopNews } from './news.server.ts'
import { startRestem, stopRestem } from './restem.server.ts'
import { startTerms, stopTerms } from './retention.server.ts'
import { startSharing, stopSharing } from './sharing.server.ts'
import { startVoteClock, stopVoteClock } from './vote-clock.server.ts'

/**
 * What runs outside a request, in every process of the site alike: letters, counts and exports every few seconds, news that come due
 * twice a minute, votes that close every minute, the terms of data every hour. Each of their acts is one write that only
 * the first process makes; one that was down catches up when it starts.
 */
export function startClock() {
  startMail()
  startCounting()
  startExports()
  startVoteClock()
  startNews()
  startTerms()
  startSharing()
  startRestem()
}

export async function stopClock() {
  stopMail()
  stopVoteClock()
  stopNews()
  stopTerms()
  await stopSharing()
  await stopRestem()
  await stopCounting()
  await stopExports()
}
