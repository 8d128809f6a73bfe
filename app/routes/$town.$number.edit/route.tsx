import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { type ClientActionFunctionArgs, useLoaderData } from '@remix-run/react'
import { orRefuse, toRefused } from '#app/answer.server.ts'
import {
  dropPhotos,
  dropUnrecorded,
  hasPlace,
  placeFrom,
  readContributionForm,
  storePhotos,
} from '#app/contribution-input.server.ts'
import { isPin, keptAltField, maySee, mustBeEditable } from '#app/domain/contributions.ts'
import { parseMoney } from '#app/domain/money.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { EditForm } from '#app/forms/edit-form.tsx'
import { useWords } from '#app/i18n/use-words.ts'
import { removePhotoFiles } from '#app/jobs/images.server.ts'
import { getContribution } from '#app/models/contributions.server.ts'
import { editContribution } from '#app/models/own-contributions.server.ts'
import { listPhotos, type NewPhoto } from '#app/models/photos.server.ts'
import { sendOrKeep } from '#app/offline/send.ts'
import { numberParams } from '#app/params.ts'
import { paths } from '#app/paths.ts'
import { answerPlaceQuestion } from '#app/place-question.server.ts'
import { readForm } from '#app/read-form.server.ts'
import { getScene, mustBeParticipant } from '#app/session.server.ts'
import { titled } from '#app/titled.ts'
import { Container } from '#app/ui/container.tsx'
import { PageHeader } from '#app/ui/page-header.tsx'
import { type EditData, loadEdit } from './load.server.ts'

export async function loader({ params, request }: LoaderFunctionArgs) {
  return orRefuse(() => loadEdit(request, params))
}

export async function action({ params, request }: ActionFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, number } = numberParams.parse(params)
    const scene = await getScene(request, slug)
    const { town } = scene
    const form = await readForm(request)
    const question = await answerPlaceQuestion(form, scene)
    if (question) return question
    const row = await getContribution(town.id, number)
    if (!row) throw new Refusal('contribution.not-found')
    form.set('id', row.id)
    form.set('process', row.processId)
    if (isPin(row.kind)) form.set('kind', row.kind)
    const own = (await listPhotos(town.id, [row.id])).map((photo) => photo.id)
    const submission = readContributionForm(form, isPin(row.kind) ? 'pin' : 'proposal', own)
    let added: NewPhoto[] = []
    try {
      const person = await mustBeParticipant(request)
      if (!maySee(row, { personId: person.id, isDesk: false })) throw new Refusal('contribution.not-found')
      mustBeEditable(row, person.id)
      if (submission.status !== 'success')
        return data({ lastResult: submission.reply(), refusal: undefined }, { status: 400 })
      const value = submission.value
      added = await storePhotos(form, town.id, { ...value, kind: row.kind })
      const removed = form
        .getAll('removedPhoto')
        .map(String)
        .filter((id) => own.includes(id))
      await editContribution({
        townId: town.id,
        personId: person.id,
        id: row.id,
        title: value.title,
        body: value.body,
        place: hasPlace(value) ? placeFrom(value) : undefined,
        placeText: value.placeText,
        categoryId: value.category,
        costMinor: value.cost ? parseMoney(value.cost) : null,
        photos: added,
        removedPhotoIds: removed,
        photoAlts: own
          .filter((id) => form.has(keptAltField(id)))
          .map((id) => ({ id, alt: value[keptAltField(id)] ?? '' })),
      })
      const stored = added
      added = []
      await dropUnrecorded(town.id, row.id, stored)
      for (const id of removed) await removePhotoFiles(town.id, id)
      return redirect(`${paths.contribution(slug, number)}?sent=edit`)
    } catch (error) {
      await dropPhotos(town.id, added)
      const refused = toRefused(error)
      return data(
        { lastResult: submission.reply(), refusal: refused.data.refusal },
        refused.init ?? undefined,
      )
    }
  })
}

export function clientAction({ serverAction }: ClientActionFunctionArgs) {
  return sendOrKeep(() => serverAction<typeof action>())
}

export const meta = titled<EditData>((t, { kind }) =>
  isPin(kind) ? t('form.editPin') : t('form.editProposal'),
)

export default function Edit() {
  const t = useWords()
  const data = useLoaderData<typeof loader>()
  return (
    <Container width="narrow" className="pb-16">
      <PageHeader title={isPin(data.kind) ? t('form.editPin') : t('form.editProposal')} />
      <EditForm data={data} />
    </Container>
  )
}

export { RouteError as ErrorBoundary } from '#app/route-error.tsx'
