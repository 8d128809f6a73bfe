import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, orRefuse } from '#app/answer.server.ts'
import { commissionPaths } from '#app/commission-paths.ts'
import { localized } from '#app/domain/localized.ts'
import { mustBeAbleTo } from '#app/domain/permissions.ts'
import { origin } from '#app/env.server.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { PROTOCOL_TYPES, printProtocol } from '#app/jobs/print/protocol.server.ts'
import { getCommissionSession } from '#app/models/commission.server.ts'
import { draftOf, listVersions } from '#app/models/protocols.server.ts'
import { numberIn, paperParams } from '#app/params.ts'
import { getScene } from '#app/session.server.ts'

/** A published version of a protocol for everybody; without a version what would be published now, for the staff. */
export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, session: id, file } = paperParams.parse(params)
    const { town, actor, locale } = await getScene(request, slug)
    const format = file === 'protocol.docx' ? 'docx' : 'pdf'
    const asked = numberIn(new URL(request.url).searchParams, 'version')
    const known =
      asked === null ? null : (await listVersions(town.id, id)).find(({ version }) => version === asked)
    if (asked !== null && !known) throw notFound()
    if (!known) mustBeAbleTo(actor, 'commission:change')
    const content = known?.content ?? (await draftOf(await getCommissionSession(town.id, id)))
    const bytes = await printProtocol(content, format, {
      t: tOf(locale),
      locale,
      timeZone: town.timeZone,
      town: localized(town, 'name', locale),
      isDemo: town.isDemo,
      version: known
        ? { number: known.version, publishedAt: known.publishedAt, reason: known.reason, hash: known.hash }
        : null,
      link: known ? `${origin()}${commissionPaths.session(slug, id, known.version)}` : '',
      now: known?.publishedAt ?? new Date(),
    })
    const name = `protocol-${content.number}${known ? `-v${known.version}` : '-draft'}.${format}`
    return new Response(bytes, {
      headers: {
        'Content-Type': PROTOCOL_TYPES[format],
        'Content-Disposition': `attachment; filename="${name}"`,
        'Content-Length': String(bytes.byteLength),
        'Cache-Control': known ? 'public, max-age=300' : 'private, no-store',
      },
    })
  })
}
