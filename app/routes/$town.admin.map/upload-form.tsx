import { useNavigate } from '@remix-run/react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { formErrors } from '#app/form-errors.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button } from '#app/ui/button.tsx'
import { FailureNotice } from '#app/ui/failure-notice.tsx'
import { Field } from '#app/ui/field.tsx'
import { TextInput } from '#app/ui/text-input.tsx'
import { CreditField } from './credit-field.tsx'
import { sendWithProgress } from './send-with-progress.ts'
import type { MapPage } from './view.server.ts'

/** Sends a file: a plain form, which says how far it is where scripts run. */
export function UploadForm({ page, errors }: { page: MapPage; errors: ReturnType<typeof formErrors> }) {
  const t = useWords()
  const { frame } = useTown()
  const navigate = useNavigate()
  const [percent, setPercent] = useState<number | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const abort = useRef<AbortController | null>(null)
  useEffect(function stopWhenLeft() {
    return function stop() {
      abort.current?.abort()
    }
  }, [])

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (percent !== null) return
    const form = event.currentTarget
    const file = (form.elements.namedItem('file') as HTMLInputElement).files?.[0]
    if (!file) return setFailure(t('refusals.map.no-file'))
    if (file.size > page.maxMb * 1_000_000) return setFailure(t('refusals.map.too-big', { mb: page.maxMb }))
    setFailure(null)
    setPercent(0)
    abort.current = new AbortController()
    const answer = await sendWithProgress(paths.adminMapFile(frame.slug), new FormData(form), {
      onProgress: (share) => setPercent(Math.floor(100 * share)),
      signal: abort.current.signal,
    })
    if (abort.current.signal.aborted) return
    setPercent(null)
    if (answer.to) {
      form.reset()
      navigate(answer.to)
    } else setFailure(answer.message ?? t('mapAdmin.broken'))
  }
  return (
    <form
      method="post"
      action={paths.adminMap(frame.slug)}
      encType="multipart/form-data"
      className="grid gap-6"
      onSubmit={send}
      noValidate
      data-upload=""
    >
      <h2 className="text-2xl font-semibold tracking-tight">{t('mapAdmin.uploadTitle')}</h2>
      <p className="max-w-[42rem] text-ink-2">{t('mapAdmin.uploadLead')}</p>
      <FailureNotice>{failure}</FailureNotice>
      <CreditField page={page} errors={errors} isMine={errors.typed('intent') === 'upload'} />
      <Field label={t('mapAdmin.file')} hint={t('mapAdmin.fileHint', { mb: page.maxMb })} required>
        <TextInput name="file" type="file" accept=".pmtiles,application/vnd.pmtiles" />
      </Field>
      <div className="-mt-6 grid gap-3 has-[progress]:mt-0" role="status">
        {percent !== null && (
          <>
            <p>{percent < 100 ? t('mapAdmin.uploading', { percent }) : t('mapAdmin.checking')}</p>
            <progress className="w-full accent-accent" max={100} value={percent} aria-hidden="true" />
          </>
        )}
      </div>
      <Button className="justify-self-start" aria-disabled={percent !== null || undefined}>
        {t('mapAdmin.upload')}
      </Button>
    </form>
  )
}
