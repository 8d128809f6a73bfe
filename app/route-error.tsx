import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import type { Refused } from '#app/answer.server.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { ErrorPage } from '#app/ui/error-page.tsx'

const KNOWN = ['401', '403', '404', '409', '413', '500'] as const

/**
 * Every failed page: the status, what it means, what to do. A route with an action exports it as its own ErrorBoundary:
 * what stands above a boundary is still loaded then, so the page keeps the town's frame, the theme and the type.
 */
export function RouteError() {
  const t = useWords()
  const error = useRouteError()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const known = KNOWN.find((code) => code === String(status)) ?? (status < 500 ? null : '500')
  const refusal = isRouteErrorResponse(error) ? (error.data as Partial<Refused> | null)?.refusal : undefined
  return (
    <ErrorPage
      status={status}
      title={known ? t(`errors.${known}.title`) : t('errors.title')}
      text={
        refusal
          ? t(`refusals.${refusal.code}` as WordKey, refusal.details)
          : known
            ? t(`errors.${known}.text`)
            : t('refusals.input.bad')
      }
      actions={<ButtonLink href={paths.home()}>{t('common.home')}</ButtonLink>}
    />
  )
}
