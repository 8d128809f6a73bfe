import { readTemplate } from '#app/domain/process-template.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { T } from '#app/i18n/i18n.ts'
import { isId, newId } from '#app/models/ids.server.ts'
import { importTemplate } from '#app/models/templates.server.ts'
import { collectUpTo, readUpload } from '#app/read-upload.server.ts'
import { faultText } from '#app/template-faults.server.ts'

const MOST_BYTES = 200_000

/** @returns the template's id, or in words why the file was not taken */
export async function takeTemplate(
  request: Request,
  { townId, actorId }: { townId: string; actorId: string },
  t: T,
): Promise<{ id: string } | { faults: string[]; refusal: Refusal }> {
  const { fields, taken } = await readUpload(request, 'file', collectUpTo(MOST_BYTES))
  const failed = (faults: string[]) => ({ faults, refusal: new Refusal('template.unreadable') })
  const whole = (code: string) => failed([faultText({ path: [], code, value: '' }, t)])
  if (!taken || taken.bytes.byteLength === 0) return whole('empty')
  if (taken.bytes.byteLength > MOST_BYTES) return whole('too-big')
  const value = parsed(taken.bytes.toString('utf8'))
  if (value === undefined) return whole('json')
  const { template, faults } = readTemplate(value)
  if (!template) return failed(faults.map((fault) => faultText(fault, t)))
  const asked = String(fields.get('id') ?? '')
  const id = isId(asked) ? asked : newId()
  try {
    await importTemplate({ townId, actorId, id, body: template })
    return { id }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { faults: [], refusal: error }
  }
}

/** What JSON says; undefined for what is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined
  }
}
