import { Refusal } from '#app/domain/refusal.ts'
import { termEnd } from '#app/domain/retention.ts'
import { env } from '#app/env.server.ts'
import { deleteAccount, listFilesToRemove, markFilesRemoved } from '#app/models/deletion.server.ts'
import { deleteOldExports } from '#app/models/export-jobs.server.ts'
import { forgetAnswers } from '#app/models/geocoder.server.ts'
import { deleteOldDrafts } from '#app/models/import-drafts.server.ts'
import { deleteOldLetters, forgetOldLetters } from '#app/models/letters.server.ts'
import { deleteToldEvents } from '#app/models/notice-events.server.ts'
import {
  deleteExpired,
  forgetHabits,
  isOutlived,
  listOutlived,
  type Outlived,
} from '#app/models/retention.server.ts'
import { deleteOldDeliveries } from '#app/models/webhook-queue.server.ts'
import { removeLostExports } from './export-files.server.ts'
import { describeFault } from './hidden.server.ts'
import { removePhotoFiles } from './images.server.ts'
import { removeLostImports } from './import-files.server.ts'

const HOUR_MS = 3_600_000

let timer: NodeJS.Timeout | null = null

/** Keeps the terms at the start and every hour. */
export function startTerms(everyMs = HOUR_MS) {
  if (timer) return
  timer = setInterval(tick, everyMs)
  timer.unref()
  setImmediate(tick)
}

export function stopTerms() {
  if (timer) clearInterval(timer)
  timer = null
}

function tick() {
  keepTerms().catch((error) => console.error(`The terms of data were not kept: ${describeFault(error)}`))
}

/**
 * Deletes what has outlived its term (`#app/domain/retention.ts`); safe to run again and in several processes.
 * @returns how much of each went
 */
export async function keepTerms(now = new Date()) {
  return {
    expired: await deleteExpired(termEnd('expired', now)),
    habits: await forgetHabits(termEnd('device', now), termEnd('counted', now)),
    unconfirmed: await deleteOutlived('unconfirmed', termEnd('unconfirmed', now), now),
    withdrawn: await deleteOutlived('withdrawal', termEnd('withdrawn', now), now),
    letters:
      (await forgetOldLetters('sent', termEnd('sentLetter', now))) +
      (await forgetOldLetters('failed', termEnd('failedLetter', now))),
    letterMarks: await deleteOldLetters(termEnd('letterMark', now)),
    events: await deleteToldEvents(termEnd('toldEvent', now)),
    geocoded: await forgetAnswers(termEnd('geocoded', now)),
    deliveries: await deleteOldDeliveries(termEnd('delivery', now)),
    exports: await deleteOldExports(termEnd('export', now)),
    exportFiles: await removeLostExports(env().FILES_DIR, now),
    importDrafts: await deleteOldDrafts(termEnd('importDraft', now)),
    importFiles: await removeLostImports(now),
    files: await removeFiles(),
  }
}

async function deleteOutlived(why: Outlived, then: Date, now: Date): Promise<number> {
  let done = 0
  for (const personId of await listOutlived(why, then, now)) {
    try {
      await deleteAccount({
        personId,
        choice: 'anonymise',
        cause: why,
        now,
        isDue: (tx) => isOutlived(tx, personId, why, then, now),
      })
      done++
    } catch (error) {
      // Another process was first, or a consent was given meanwhile.
      if (!(error instanceof Refusal)) throw error
    }
  }
  return done
}

/** Removes the files of pictures that are gone from the database. */
export async function removeFiles(): Promise<number> {
  const waiting = await listFilesToRemove()
  for (const { townId, photoId } of waiting) {
    await removePhotoFiles(townId, photoId)
    await markFilesRemoved(townId, [photoId])
  }
  return waiting.length
}
