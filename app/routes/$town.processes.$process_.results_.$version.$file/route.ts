import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { notFound, orRefuse } from '#app/answer.server.ts'
import { env } from '#app/env.server.ts'
import { RESULT_FILES, resultFolder } from '#app/jobs/result-files.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { getVotePhase, listVersions } from '#app/models/results.server.ts'
import { getTown } from '#app/models/towns.server.ts'
import { resultFileParams } from '#app/params.ts'

/** What anybody may take away of a result: the archive, the Pabulib file, the ballots without names. */
export async function loader({ params }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug, version, file } = resultFileParams.parse(params)
    const town = await getTown(slug)
    const process = await getProcess(town.id, processSlug)
    const found = await getVotePhase(town.id, process.id)
    const isClosed = found?.phase.endsAt && found.phase.endsAt <= new Date()
    if (!found || !isClosed) throw notFound()
    const versions = await listVersions(town.id, found.phase.id)
    if (!versions.some((one) => one.version === version)) throw notFound()
    const key = { townId: town.id, phaseId: found.phase.id, version }
    const path = join(resultFolder(env().FILES_DIR, key), file)
    const known = await stat(path).catch(() => null)
    if (!known) throw notFound()
    const { type } = Object.values(RESULT_FILES).find(({ name }) => name === file)!
    const name = file.replace('archive', 'result').replace('.', `-${version}.`)
    return new Response(createReadableStreamFromReadable(createReadStream(path)), {
      headers: {
        'Content-Type': type,
        'Content-Length': String(known.size),
        'Content-Disposition': `attachment; filename="${slug}-${processSlug}-${name}"`,
        'Cache-Control': 'public, max-age=3600',
      },
    })
  })
}
