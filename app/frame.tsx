import { useLocation, useMatches } from '@remix-run/react'
import User from 'lucide-react/icons/user'
import type { ReactNode } from 'react'
import { useDisplayLabels } from '#app/display-labels.ts'
import type { T } from '#app/i18n/i18n.ts'
import { useWords } from '#app/i18n/use-words.ts'
import { DOCUMENTS, paths } from '#app/paths.ts'
import type { RootData } from '#app/root.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { DemoBanner } from '#app/ui/demo-banner.tsx'
import { LangSwitch } from '#app/ui/lang-switch.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Logo } from '#app/ui/logo.tsx'
import { LowVisionPanel } from '#app/ui/low-vision-panel.tsx'
import { SiteFooter } from '#app/ui/site-footer.tsx'
import { type NavLink, SiteHeader } from '#app/ui/site-header.tsx'
import { SkipLink } from '#app/ui/skip-link.tsx'

/** What the frame needs to know of the town on the page; the town's layout route provides it. */
export interface TownFrame {
  slug: string
  name: string
  isDemo: boolean
  may: { desk: boolean; rank: boolean; log: boolean; paper: boolean; counter: boolean; administer: boolean }
  /** The resident at the help desk for whom the reader acts. */
  visit: { pseudonym: string; key: string } | null
}

function useTownFrame(): TownFrame | null {
  const matches = useMatches()
  for (const match of matches) {
    const frame = (match.data as { frame?: TownFrame } | undefined)?.frame
    if (frame) return frame
  }
  return null
}

/** Head, banner, content, foot: the same on every page. */
export function Frame({ root, children }: { root: RootData | null; children: ReactNode }) {
  const t = useWords()
  const { pathname, search } = useLocation()
  const town = useTownFrame()
  const returnTo = pathname + search.replace(/([?&])lang=[^&]*&?/, '$1').replace(/[?&]$/, '')
  const display = useDisplayLabels()
  const prefs = root?.prefs
  const languages = (
    <LangSwitch
      action={paths.settings()}
      returnTo={returnTo}
      current={prefs?.lang ?? 'ru'}
      languages={[
        { code: 'ru', name: 'Русский' },
        { code: 'en', name: 'English' },
      ]}
      label={t('common.language')}
    />
  )
  return (
    <>
      <SkipLink>{t('common.skipToContent')}</SkipLink>
      {town?.isDemo && (
        <DemoBanner
          label={t('common.demoBanner')}
          action={root?.isDemo && <TextLink to={paths.letters()}>{t('common.demoLetters')}</TextLink>}
        >
          {t('common.demoBanner')}
          <span className="sr-only sm:not-sr-only">{t('common.demoBannerMore')}</span>
        </DemoBanner>
      )}
      {town?.visit && (
        <aside role="status" className="border-b border-line bg-brick-soft text-ink">
          <p className="mx-auto flex w-full max-w-[90rem] flex-wrap gap-x-4 px-4 py-2 sm:px-6 lg:px-8">
            {t('town.actingFor', { name: town.visit.pseudonym })}
            <TextLink to={paths.counterHelp(town.slug)}>{t('town.nav.counter')}</TextLink>
          </p>
        </aside>
      )}
      <SiteHeader
        logo={
          <Logo
            text={town?.name ?? t('common.product')}
            to={town ? paths.town(town.slug) : paths.home()}
            note={town ? t('common.product') : undefined}
          />
        }
        links={town ? townLinks(town, pathname, t) : []}
        navLabel={t('common.navigation')}
        menuLabel={t('common.menu')}
        right={
          <>
            {prefs && (
              <LowVisionPanel
                action={paths.settings()}
                returnTo={returnTo}
                current={prefs}
                labels={display}
              />
            )}
            {root?.person ? (
              <ButtonLink
                to={paths.me()}
                variant="quiet"
                icon={<User aria-hidden="true" />}
                className="min-w-12"
              >
                <span className="sr-only sm:not-sr-only">{t('common.me')}</span>
              </ButtonLink>
            ) : (
              <ButtonLink to={paths.signIn(returnTo)} variant="secondary" size="sm">
                {t('common.signIn')}
              </ButtonLink>
            )}
          </>
        }
        menuExtra={languages}
      />
      <main id="main" tabIndex={-1} className="outline-none">
        {children}
      </main>
      <SiteFooter
        about={t('footer.about')}
        groups={[
          {
            title: t('footer.documents'),
            links: [
              ...DOCUMENTS.map((name) => ({ to: paths.document(name), label: t(`documents.${name}.title`) })),
              ...(town ? [{ to: paths.openness(town.slug), label: t('footer.openness') }] : []),
            ],
          },
        ]}
        note={t('footer.notAppeal')}
        end={languages}
      />
    </>
  )
}

function townLinks(town: TownFrame, pathname: string, t: T): NavLink[] {
  const all: (NavLink & { to: string; isShown: boolean })[] = [
    { to: paths.town(town.slug), label: t('town.nav.map'), isShown: true },
    { to: `/${town.slug}/spaces`, label: t('town.nav.spaces'), isShown: true },
    { to: paths.ranking(town.slug), label: t('town.nav.ranking'), isShown: town.may.rank },
    { to: paths.desk(town.slug), label: t('town.nav.desk'), isShown: town.may.desk },
    { to: paths.log(town.slug), label: t('town.nav.log'), isShown: town.may.log },
    { to: paths.counter(town.slug), label: t('town.nav.counter'), isShown: town.may.counter },
    { to: paths.admin(town.slug), label: t('town.nav.admin'), isShown: town.may.administer },
  ]
  return all
    .filter((link) => link.isShown)
    .map(({ isShown, ...link }) => ({
      ...link,
      current: link.to === paths.town(town.slug) ? pathname === link.to : pathname.startsWith(link.to),
    }))
}
