import { useFetcher, useLocation } from '@remix-run/react'
import { WayIn } from '#app/forms/way-in.tsx'
import { formatNumber } from '#app/i18n/format.ts'
import type { WordKey } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { paths } from '#app/paths.ts'
import { useTown } from '#app/town-ground.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Card } from '#app/ui/card.tsx'
import { useLive } from '#app/ui/use-live.ts'
import type { ContributionData } from './load.server.ts'

interface Answer {
  isOffline?: true
  done?: 'support'
  refusal?: { code: string; details: Record<string, string | number> }
}

/** How many people support it, and one's own support. The number shown is the server's, never a guess. */
export function SupportBox({ contribution }: { contribution: ContributionData }) {
  const t = useWords()
  const { frame, locale } = useTown()
  const { pathname } = useLocation()
  const fetcher = useFetcher<Answer>()
  const { mine, supports, votes } = contribution
  const refusal = fetcher.data?.refusal
  const isBusy = fetcher.state !== 'idle'
  const path = mine.maySupport ? paths.liveContribution(frame.slug, contribution.number) : null
  const live = useLive(path, { supports })
  return (
    <Card tone="tinted" className="grid gap-4" as="section">
      {votes > 0 && (
        <p className="text-2xl font-semibold tabular-nums">
          {t('card.votes', { count: votes, formatted: formatNumber(votes, locale) })}
        </p>
      )}
      <p
        className="text-2xl font-semibold tracking-tight tabular-nums"
        // One's own act is said; what others do meanwhile would never end.
        aria-live={live.supports === supports ? 'polite' : 'off'}
        data-supports={live.supports}
      >
        {t('card.supports', { count: live.supports, formatted: formatNumber(live.supports, locale) })}
      </p>
      {mine.isSupporting && <p className="font-semibold text-leaf">{t('contribution.supported')}</p>}
      {!mine.maySupport ? (
        <p className="text-sm text-ink-2">{t('contribution.supportClosed')}</p>
      ) : mine.isOwn ? (
        <p className="text-sm text-ink-2">{t('contribution.supportOwn')}</p>
      ) : !mine.isSignedIn ? (
        <ButtonLink to={paths.signIn(pathname)} wide>
          {t('contribution.supportSignIn')}
        </ButtonLink>
      ) : (
        <fetcher.Form method="post" action={`${pathname}?index`}>
          <input type="hidden" name="intent" value={mine.isSupporting ? 'withdraw-support' : 'support'} />
          <Button
            wide
            variant={mine.isSupporting ? 'secondary' : 'primary'}
            pending={isBusy}
            pendingLabel={t('common.sending')}
          >
            {mine.isSupporting ? t('contribution.withdrawSupport') : t('contribution.support')}
          </Button>
        </fetcher.Form>
      )}
      {fetcher.data?.isOffline && (
        <p role="alert" className="text-brick">
          {t('common.notSent')}
        </p>
      )}
      {refusal && (
        <p role="alert" className="text-brick">
          {t(`refusals.${refusal.code}` as WordKey, refusal.details)} <WayIn code={refusal.code} />
        </p>
      )}
      {mine.isSignedIn && mine.maySupport && mine.supportsLeft !== null && (
        <p className="text-sm text-ink-2">{t('contribution.limitLeft', { count: mine.supportsLeft })}</p>
      )}
    </Card>
  )
}
