import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { env } from '#app/env.server.ts'
import { failedPage } from '#app/failed.server.ts'
import { createVotingCodes } from '#app/models/voting-codes.server.ts'
import { phaseParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'

/** A new batch of codes as CSV, for a printing house: given once, kept nowhere. */
export async function action({ params, request }: ActionFunctionArgs) {
  try {
    const { town: slug, phase: phaseId } = phaseParams.parse(params)
    const { town, actor } = await requireStaff(request, slug, 'voting-code:print')
    const form = await readForm(request)
    const typed = String(form.get('howMany') ?? '')
    const howMany = /^\d{1,6}$/.test(typed) ? Number(typed) : Number.NaN
    const { batch, codes } = await createVotingCodes({
      townId: town.id,
      phaseId,
      actorId: actor.personId,
      howMany,
      secret: env().SESSION_SECRET,
    })
    return new Response(`${['code', ...codes].join('\r\n')}\r\n`, {
      headers: {
        'Content-Type': 'text/csv; charset=utf-8',
        'Content-Disposition': `attachment; filename="${slug}-codes-${batch}.csv"`,
        'Cache-Control': 'no-store',
      },
    })
  } catch (error) {
    if (error instanceof Response) throw error
    return failedPage(request, error)
  }
}

/** A reload of the address to which the form was sent. */
export function loader({ params, request }: LoaderFunctionArgs) {
  const known = phaseParams.safeParse(params)
  if (!known.success) return failedPage(request, known.error)
  return redirect(paths.adminBallot(known.data.town, known.data.phase))
}
