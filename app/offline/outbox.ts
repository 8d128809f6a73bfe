import { del, get, keys, set } from 'idb-keyval'
import type { DraftName } from './draft-name.ts'

/** A form that could not be sent: as it would be posted, to the same address. */
interface KeptPost {
  action: string
  fields: [name: string, value: string][]
}

export type Sent = 'sent' | 'refused' | 'waits' | 'nothing'

/** That something waits; read without opening the database of every reader. */
const FLAG = 'sreda-outbox'
const PREFIX = /^sreda\/.+\/outbox\//

const keyOf = ({ owner, form }: DraftName) => `sreda/${owner}/outbox/${form}`

/** Keeps a form without files until the network is back; a later one of the same name takes its place. */
export async function keepPost(name: DraftName, form: HTMLFormElement): Promise<void> {
  const fields = [...new FormData(form)].flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[key, value]] : [],
  )
  const { pathname } = new URL(form.action)
  await set(keyOf(name), { action: pathname, fields } satisfies KeptPost)
  try {
    localStorage.setItem(FLAG, '1')
  } catch {
    // Storage is switched off: it is sent when its page is opened again.
  }
}

/**
 * Sends what waits under a name. What the server will not take stays no longer: the page says so, and its draft is there
 * to be mended.
 */
export async function sendKept(name: DraftName): Promise<Sent> {
  return sendKey(keyOf(name))
}

/** Sends everything that waits on this device, from whatever page is open. */
export async function sendAllKept(): Promise<void> {
  const waiting = (await keys<string>().catch(() => [])).filter((key) => PREFIX.test(String(key)))
  let left = 0
  for (const key of waiting) if ((await sendKey(key, true)) === 'waits') left += 1
  if (left > 0) return
  try {
    localStorage.removeItem(FLAG)
  } catch {
    // There is nothing to take away then.
  }
}

async function sendKey(key: string, isUnseen = false): Promise<Sent> {
  const post = await get<KeptPost>(key).catch(() => undefined)
  if (!post) return 'nothing'
  const answer = await fetch(post.action, { method: 'POST', body: new URLSearchParams(post.fields) }).catch(
    () => null,
  )
  // What nobody is there to mend stays for its page, which says what was wrong.
  if (!answer || answer.status >= 500 || (isUnseen && !answer.ok)) return 'waits'
  await del(key)
  return answer.ok ? 'sent' : 'refused'
}
