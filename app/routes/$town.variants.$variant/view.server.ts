import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { mayAct } from '#app/domain/phases.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { carryOver } from '#app/domain/variants/carry-over.ts'
import { isShownOn } from '#app/domain/variants/variants.ts'
import { servedWords } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { listRemarks } from '#app/models/remarks.server.ts'
import { getConceptVariant } from '#app/models/variants.server.ts'
import type { Scene } from '#app/session.server.ts'
import { nameOfVariant, processCrumb, versionView } from '#app/variant-view.server.ts'

export interface Asked {
  id: string
  /** Null: the one that everybody sees; of a draft its newest. */
  version: number | null
}

/** Everything that a variant's page shows to this reader. @throws {Refusal} 'variant.not-found' */
export async function loadVariant({ town, actor, person, locale }: Scene, { id, version }: Asked) {
  const mayChange = can(actor, 'plan:change')
  const mayModerate = can(actor, 'remark:moderate')
  const whole = await getConceptVariant(town.id, id, { isStaff: mayChange })
  const { variant, versions } = whole
  const wanted = version ?? variant.version
  const shown = versions.find((one) => one.version === wanted) ?? (version === null ? versions[0] : undefined)
  if (!shown) throw new Refusal('variant.not-found')
  const [rows, process] = await Promise.all([
    listRemarks(town.id, id),
    getProcess(town.id, whole.process.slug),
  ])
  const isCurrent = variant.state === 'published' && shown.version === variant.version
  const remarks = rows
    .filter(({ remark }) => isShownOn(remark, shown.version))
    .filter(
      ({ remark }) =>
        remark.visibility !== 'pending' || mayModerate || (person && remark.authorId === person.id),
    )
    .map(({ remark, author }) => {
      const from = versions.find((one) => one.version === remark.version)
      const isOwn = person !== null && remark.authorId === person.id
      const isHidden = remark.visibility === 'hidden'
      return {
        id: remark.id,
        number: remark.number,
        version: remark.version,
        visibility: remark.visibility,
        at: isHidden ? null : from ? placeOn([remark.x, remark.y], from, shown) : null,
        author,
        body: isHidden ? null : remark.body,
        hiddenReason: isHidden && (isOwn || mayModerate) ? remark.hiddenReason : '',
        resolution: isHidden ? null : remark.resolution,
        reply: isHidden ? '' : remark.reply,
        createdAt: remark.createdAt,
        isOwn,
      }
    })
  return {
    words: servedWords(locale, 'variants'),
    id,
    name: nameOfVariant(variant, locale),
    state: variant.state,
    current: variant.version,
    isCurrent,
    process: processCrumb(whole.process, locale),
    space: whole.space && { slug: whole.space.slug, name: localized(whole.space, 'name', locale) },
    option: whole.option && {
      number: whole.option.number,
      title: localized(whole.option, 'title', locale),
    },
    shown: versionView(shown, town, locale),
    isDraft: shown.publishedAt === null,
    versions: versions.map((one) => ({
      version: one.version,
      at: one.publishedAt ?? one.createdAt,
      isDraft: one.publishedAt === null,
    })),
    remarks,
    remarkId: newId(),
    isSignedIn: person !== null,
    mayRemark: isCurrent && (mayChange || mayModerate || mayAct(process.phases, 'comment', new Date())),
    mayModerate,
    /** For the staff only. */
    staff: mayChange
      ? {
          fileName: shown.fileName,
          isPlaced: shown.placement !== null,
          isNewest: shown.version === versions[0]!.version,
          hasDraft: versions[0]!.publishedAt === null,
          newest: versions[0]!.version,
        }
      : null,
  }
}

type Frame = Parameters<typeof carryOver>[1]

/** A remark's own place, or where it is carried over to. */
function placeOn(
  at: [number, number],
  from: Frame & { version: number },
  to: Frame & { version: number },
): [number, number] | null {
  return from.version === to.version ? at : carryOver(at, from, to)
}

export type VariantData = Awaited<ReturnType<typeof loadVariant>>
