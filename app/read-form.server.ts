import { toRefused } from '#app/answer.server.ts'
import { Refusal } from '#app/domain/refusal.ts'

/** The most fields of one form; a ballot of hundreds of options is the longest. */
const MAX_FIELDS = 3000

/** `title`, `starts-0192…`, `collect.startsAt`. Nothing with an index, a second dot or the form library's own marks. */
const FIELD_NAME = /^[A-Za-z][\w-]{0,79}(\.[A-Za-z][\w-]{0,79})?$/

/**
 * The form of a request. What is no form, or half of one, is a refusal in words and not a broken page.
 * Fields that no form of ours has are left out: a name such as `list[99999999]` would make the reader of forms build a list
 * of that length, and names such as `__intent__` are orders to it.
 */
export async function readForm(request: Request): Promise<FormData> {
  const sent = await request.formData().catch(() => null)
  if (sent === null) throw toRefused(new Refusal('input.bad'))
  const form = new FormData()
  let count = 0
  for (const [name, value] of sent) {
    if (!isFieldName(name)) continue
    count += 1
    if (count > MAX_FIELDS) throw toRefused(new Refusal('input.bad'))
    form.append(name, value)
  }
  return form
}

function isFieldName(name: string): boolean {
  return FIELD_NAME.test(name) && name.split('.').every((part) => !(part in Object.prototype))
}
