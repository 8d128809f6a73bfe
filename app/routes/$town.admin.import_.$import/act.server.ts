import { z } from 'zod'
import { searchable } from '#app/domain/contributions.ts'
import { type Actor, mustBeAbleTo } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { optionalText } from '#app/domain/text.ts'
import { PROPOSAL_FIELDS, SPACE_FIELDS } from '#app/formats/imports/guess-columns.ts'
import { IMPORT_LIMITS } from '#app/formats/imports/source.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { forgetImport } from '#app/jobs/import-files.server.ts'
import { prepareImport } from '#app/jobs/prepare-import.server.ts'
import {
  discardImport,
  getImport,
  type ImportMapping,
  type ImportRecord,
  mapImport,
} from '#app/models/import-drafts.server.ts'
import { recordImport } from '#app/models/record-import.server.ts'
import type { Town } from '#app/models/towns.server.ts'
import { undoImport } from '#app/models/undo-import.server.ts'
import { SHOWN_CATEGORIES } from './view.server.ts'

const MOST_REASON = 500

const column = z
  .union([
    z.literal('').transform(() => null),
    z.coerce
      .number()
      .int()
      .min(0)
      .max(IMPORT_LIMITS.columns - 1),
  ])
  .catch(null)
const ways = z.object({
  system: z.enum(['file', 'degrees', 'drawing']),
  axes: z.enum(['straight', 'swapped']),
})
const reasonText = optionalText(MOST_REASON)

interface Asked {
  town: Town
  actor: Actor
  locale: Locale
  id: string
}

/** 'discarded': the page is gone. `claimed`: what stays in sight, as another moderator has it in hand. */
type Acted = 'discarded' | { claimed: number }

const DONE = { claimed: 0 }

/** Does what the form of an import's page asks. @throws {Refusal} */
export async function actOnImport(form: FormData, { town, actor, locale, id }: Asked): Promise<Acted> {
  const record = await getImport(town.id, id)
  mustBeAbleTo(actor, record.kind === 'spaces' ? 'space:create' : 'process:change')
  const place = { townId: town.id, actorId: actor.personId, id }
  switch (form.get('intent')) {
    case 'map':
      await mapImport({ ...place, mapping: readMapping(form, record) })
      return DONE
    case 'write':
      if (record.state !== 'draft') return DONE
      await writeOnce(town, record, place, { seen: String(form.get('seen') ?? ''), locale })
      return DONE
    case 'discard':
      await discardImport(place)
      await forgetImport(town.id, id)
      return 'discarded'
    case 'undo':
      await undoImport({ ...place, touched: 'refuse' })
      return DONE
    case 'undo-rest':
      await undoImport({ ...place, touched: 'keep' })
      return DONE
    case 'undo-hide': {
      mustBeAbleTo(actor, 'proposal:hide', 'some')
      const reason = reasonText.safeParse(String(form.get('reason') ?? ''))
      if (!reason.success) throw new Refusal('input.bad')
      return undoImport({ ...place, touched: 'hide', reason: reason.data })
    }
    default:
      throw new Refusal('input.bad')
  }
}

type Place = { townId: string; actorId: string; id: string }

interface Looked {
  seen: string
  locale: Locale
}

/** Pressed twice, the second finds the draft, or its file, gone: it is the same import. */
async function writeOnce(town: Town, record: ImportRecord, place: Place, looked: Looked) {
  try {
    await write(town, record, place, looked)
  } catch (error) {
    if (!(error instanceof Refusal) || (await getImport(town.id, record.id)).state === 'draft') throw error
  }
}

async function write(town: Town, record: ImportRecord, place: Place, { seen, locale }: Looked) {
  const found = await prepareImport(town, record, tOf(locale))
  const good = found.proposals.length + found.spaces.length
  if (good === 0) throw new Refusal('import.nothing')
  // What was looked at is what is made.
  if (seen !== found.seen) throw new Refusal('import.changed')
  await recordImport({ ...place, ...found })
  await forgetImport(place.townId, place.id)
}

/** Anything that is no choice of the form is as if nothing were chosen. */
function readMapping(form: FormData, { kind, mapping }: ImportRecord): ImportMapping {
  const columns: ImportMapping['columns'] = {}
  for (const field of kind === 'proposals' ? PROPOSAL_FIELDS : SPACE_FIELDS) {
    const at = column.parse(form.get(`columns.${field}`) ?? '')
    if (at !== null) columns[field] = at
  }
  const chosen = ways.safeParse(Object.fromEntries(form))
  const { system, axes } = chosen.success ? chosen.data : mapping
  const categories: ImportMapping['categories'] = { ...mapping.categories }
  for (let n = 0; n < SHOWN_CATEGORIES; n++) {
    const name = searchable(String(form.get(`strange-${n}`) ?? '').slice(0, 200))
    const choice = String(form.get(`category-${n}`) ?? '').slice(0, 200)
    if (name === '') continue
    if (choice === 'none') categories[name] = ''
    else if (choice.startsWith('id:')) categories[name] = choice.slice('id:'.length)
    else delete categories[name]
  }
  return { columns, system, axes, categories }
}
