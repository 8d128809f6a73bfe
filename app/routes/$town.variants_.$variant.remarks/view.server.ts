import { textFlags } from '#app/domain/flags/text-flags.ts'
import { actsOn } from '#app/domain/moderation.ts'
import { can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { carryOver } from '#app/domain/variants/carry-over.ts'
import { denseSquares } from '#app/domain/variants/density.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { listRemarkReports, listRemarks } from '#app/models/remarks.server.ts'
import { getConceptVariant } from '#app/models/variants.server.ts'
import type { Scene } from '#app/session.server.ts'
import { nameOfVariant, processCrumb } from '#app/variant-view.server.ts'

/** All remarks of a variant for those who answer and moderate them, and where they crowd. */
export async function loadRemarkDesk(scene: Scene, id: string, isOpenOnly: boolean) {
  const { town, locale } = scene
  const { variant, versions, process } = await getConceptVariant(town.id, id, { isStaff: true })
  const current = versions.find(({ version }) => version === variant.version) ?? versions[0]
  if (!current) throw new Refusal('variant.not-found')
  const rows = await listRemarks(town.id, id)
  const reports = await listRemarkReports(
    town.id,
    rows.map(({ remark }) => remark.id),
  )
  const seen = rows.filter(({ remark }) => remark.visibility === 'published')
  const marks = seen.flatMap(({ remark }) => {
    const from = versions.find(({ version }) => version === remark.version)
    if (!from) return []
    const at: [number, number] = [remark.x, remark.y]
    const on = from.version === current.version ? at : carryOver(at, from, current)
    return on ? [{ number: remark.number, x: on[0], y: on[1] }] : []
  })
  const t = tOf(locale)
  const name = nameOfVariant(variant, locale)
  const all = rows.map(({ remark, author }) => {
    const about = reports.filter(({ remarkId }) => remarkId === remark.id)
    const { number, version, x, y, body, visibility, resolution, reply, hiddenReason, createdAt } = remark
    return {
      id: remark.id,
      number,
      version,
      x,
      y,
      body,
      visibility,
      resolution,
      reply,
      hiddenReason,
      createdAt,
      author,
      flags: textFlags(body),
      reports: about.map(({ reason, note }) => ({ reason, note })),
      acts: actsOn(visibility, { isReported: about.length > 0, isEdited: false, isComment: true }),
    }
  })
  return {
    words: servedWords(locale, 'variants'),
    title: t('served.variants.desk.title', { title: name }),
    variant: { id, name, version: current.version },
    process: processCrumb(process, locale),
    drawing: { id: current.id, width: current.width, height: current.height },
    marks,
    squares: denseSquares(
      marks.map(({ x, y }) => [x, y]),
      current,
    ),
    open: seen.filter(({ remark }) => remark.resolution === null).length,
    all: seen.length,
    isOpenOnly,
    // What waits for the desk first.
    remarks: [...all]
      .filter(({ resolution, visibility }) => !isOpenOnly || (resolution === null && visibility !== 'hidden'))
      .sort((one, other) => waits(other) - waits(one) || one.number - other.number),
    mayResolve: can(scene.actor, 'remark:resolve'),
    mayModerate: can(scene.actor, 'remark:moderate'),
  }
}

function waits({ visibility, reports }: { visibility: string; reports: unknown[] }): number {
  return visibility === 'pending' || reports.length > 0 ? 1 : 0
}

export type RemarkDeskData = Awaited<ReturnType<typeof loadRemarkDesk>>
