import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { formErrors } from '#app/form-errors.ts'
import { IMPORT_LIMITS } from '#app/formats/imports/source.ts'
import { useServedWords } from '#app/i18n/use-served-words.ts'
import { servedWords, tOf } from '#app/i18n/words.server.ts'
import { newId } from '#app/models/ids.server.ts'
import { listImports } from '#app/models/import-drafts.server.ts'
import { listProcesses } from '#app/models/processes.server.ts'
import { townParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { orRunOut } from '#app/read-upload.server.ts'
import { requireStaff } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { ImportList } from './import-list.tsx'
import { takeImport } from './take.server.ts'
import { UploadForm } from './upload-form.tsx'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town, locale } = await requireStaff(request, townParams.parse(params).town, 'process:change')
    const processes = await listProcesses(town.id)
    return {
      id: newId(),
      words: servedWords(locale, 'imports'),
      title: tOf(locale)('served.imports.title'),
      mb: IMPORT_LIMITS.bytes / 1_000_000,
      rows: IMPORT_LIMITS.objects - 1,
      processes: processes.map((one) => ({ value: one.id, label: localized(one, 'title', locale) })),
      imports: await listImports(town.id),
    }
  })
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug } = townParams.parse(params)
    const { town, actor, locale } = await orRunOut(request, requireStaff(request, slug, 'process:change'))
    const taken = await takeImport(request, { town, actor }, tOf(locale))
    if ('id' in taken) return redirect(paths.adminImport(slug, taken.id))
    const { typed, error, refusal } = taken.failed
    return data(
      {
        lastResult: { initialValue: typed, error },
        refusal: refusal ? { code: refusal.code as string, details: refusal.details } : undefined,
      },
      { status: refusal?.status ?? 400 },
    )
  })
}

export const meta: MetaFunction<typeof loader> = titled<{ title: string }>((_, { title }) => title)

/** A file is chosen here; what was imported before is below. */
export default function AdminImports() {
  const page = useLoaderData<typeof loader>()
  const t = useServedWords(page.words)
  const errors = formErrors(t, useActionData<typeof action>() as Parameters<typeof formErrors>[1])
  return (
    <div className="grid max-w-4xl grid-cols-[minmax(0,1fr)] gap-10">
      <UploadForm t={t} page={page} errors={errors} />
      <ImportList t={t} imports={page.imports} />
    </div>
  )
}
