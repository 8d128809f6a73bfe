import { Refusal } from '#app/domain/refusal.ts'
import { termEnd } from '#app/domain/retention.ts'
import { deleteAccount, listFilesToRemove, markFilesRemoved } from '#app/models/deletion.server.ts'
import { deleteOldLetters, forgetOldLetters } from '#app/models/letters.server.ts'
import { deleteToldEvents } from '#app/models/notice-events.server.ts'
import { deleteExpired, listUnconfirmed, listWithdrawn } from '#app/models/retention.server.ts'
import { removePhotoFiles } from './images.server.ts'

/**
 * Deletes what has outlived its term (`#app/domain/retention.ts`); safe to run again and in several processes.
 * @returns how much of each went
 */
export async function keepTerms(now = new Date()) {
  return {
    expired: await deleteExpired(termEnd('expired', now)),
    unconfirmed: await deleteEach(
      await listUnconfirmed(termEnd('unconfirmed', now), now),
      'unconfirmed',
      now,
    ),
    withdrawn: await deleteEach(await listWithdrawn(termEnd('withdrawn', now)), 'withdrawal', now),
    letters:
      (await forgetOldLetters('sent', termEnd('sentLetter', now))) +
      (await forgetOldLetters('failed', termEnd('failedLetter', now))),
    letterMarks: await deleteOldLetters(termEnd('letterMark', now)),
    events: await deleteToldEvents(termEnd('toldEvent', now)),
    files: await removeFiles(),
  }
}

async function deleteEach(ids: string[], cause: 'unconfirmed' | 'withdrawal', now: Date): Promise<number> {
  let done = 0
  for (const personId of ids) {
    try {
      await deleteAccount({ personId, choice: 'anonymise', cause, now })
      done++
    } catch (error) {
      // Another process was first, or a town's only administrator has to hand over the role.
      if (!(error instanceof Refusal)) throw error
      if (error.code === 'role.last-admin')
        console.error(`The account ${personId} has outlived its term, but a town has no other administrator.`)
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
