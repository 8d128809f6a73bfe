import type { ContributionFormData } from '#app/contribution-form.server.ts'
import { usePageWords } from '#app/i18n/use-page-words.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { WayIn } from './way-in.tsx'

interface HeadProps {
  error: string | null
  code: string | null
  draft: { restored: Map<string, string> | null; forget: () => Promise<unknown> }
}

/** What went wrong, and that a draft was put back. */
export function FormHead({ error, code, draft }: HeadProps) {
  const t = usePageWords()
  return (
    <>
      {error && (
        <Notice tone="danger" role="alert">
          {error} <WayIn code={code} />
        </Notice>
      )}
      {draft.restored && (
        <Notice
          tone="info"
          role="status"
          actions={
            <Button
              type="button"
              variant="secondary"
              size="sm"
              onClick={() => void draft.forget().then(() => location.reload())}
            >
              {t('common.draftDiscard')}
            </Button>
          }
        >
          {t('common.draftRestored')}
        </Notice>
      )}
    </>
  )
}

/** Who will see it, who reads it first, and what it is not. */
export function FormFoot({ data }: { data: Pick<ContributionFormData, 'pseudonym' | 'processes'> }) {
  const t = usePageWords()
  return (
    <p className="text-sm text-ink-2">
      {t('form.publicNote', { name: data.pseudonym })} {t('form.notAppeal')}
    </p>
  )
}
