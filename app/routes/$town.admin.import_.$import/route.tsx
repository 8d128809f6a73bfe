import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import { formErrors } from '#app/form-errors.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { importParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/read-form.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { useTown } from '#app/town-ground.ts'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { actOnImport } from './act.server.ts'
import { DoneImport } from './done-import.tsx'
import { DraftImport } from './draft-import.tsx'
import { claimedIn, loadImport } from './view.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, import: id } = importParams.parse(params)
    const scene = await requireStaff(request, town, 'process:change')
    return loadImport(scene, id, claimedIn(request))
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, import: id } = importParams.parse(params)
    const { town, actor, locale } = await requireStaff(request, slug, 'process:change')
    const form = await readForm(request)
    try {
      const done = await actOnImport(form, { town, actor, locale, id })
      if (done === 'discarded') return redirect(paths.adminImports(slug))
      return redirect(`${paths.adminImport(slug, id)}${done.claimed > 0 ? `?claimed=${done.claimed}` : ''}`)
    } catch (error) {
      const refused = toRefused(error)
      const reason = String(form.get('reason') ?? '')
      return data({ refusal: refused.data.refusal, reason }, refused.init ?? undefined)
    }
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** One import: what would come of a draft, or what has come of it. */
export default function AdminImport() {
  const { frame } = useTown()
  const page = useLoaderData<typeof loader>()
  const t = useServedWords(page.words)
  const answer = useActionData<typeof action>()
  const errors = formErrors(t, answer && { refusal: answer.refusal })
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      <div className="grid gap-2">
        <p>
          <TextLink to={paths.adminImports(frame.slug)}>{t('served.imports.listTitle')}</TextLink>
        </p>
        <h2 className="text-2xl font-semibold tracking-tight [overflow-wrap:anywhere]">{page.title}</h2>
        {page.process && (
          <p className="text-ink-2">
            <TextLink to={paths.process(frame.slug, page.process.slug)}>
              {t('served.imports.into', { title: page.process.title })}
            </TextLink>
          </p>
        )}
      </div>
      <FailureNotice>{errors.ofForm}</FailureNotice>
      {page.draft ? (
        <DraftImport t={t} draft={page.draft} />
      ) : (
        <DoneImport t={t} page={page} refused={answer} />
      )}
    </div>
  )
}
