import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { isFinished } from '#app/domain/practices.ts'
import { Refusal } from '#app/domain/refusal.ts'
import type { Locale } from '#app/i18n/locale.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getSourceCase } from '#app/models/practice-sources.server.ts'
import { getCase, getCaseOfProcess } from '#app/models/practices.server.ts'
import type { Process } from '#app/models/processes.server.ts'
import { practicePaths } from '#app/practice-paths.ts'
import type { Scene } from '#app/session.server.ts'

/** A sentence, and where it leads, if it does. */
export interface LibraryLink {
  before: string
  text: string
  to: string | null
}

/** What joins a process to the practice library: the case it was made after, and the case that was made of it. */
export async function libraryLinks(
  { town, actor, locale }: Pick<Scene, 'town' | 'actor' | 'locale'>,
  process: Process,
  now = new Date(),
): Promise<LibraryLink[]> {
  const t = tOf(locale)
  const [source, own] = await Promise.all([
    getSourceCase(town.id, process.id),
    getCaseOfProcess(town.id, process.id),
  ])
  const links: LibraryLink[] = []
  if (source)
    links.push({
      before: t('served.practices.after'),
      text: localized(source, 'title', locale),
      to: practicePaths.practice(source.slug),
    })
  if (own?.state === 'published')
    links.push({
      before: '',
      text: t('served.practices.inLibraryLink'),
      to: practicePaths.practice(own.slug),
    })
  else if (can(actor, 'practice:propose')) {
    const to = practicePaths.propose(town.slug, process.slug)
    if (own?.state === 'proposed') links.push({ before: '', text: t('served.practices.waits'), to: null })
    else if (!own && isFinished(process.phases, now))
      links.push({ before: '', text: t('served.practices.proposeLink'), to })
  }
  return links
}

/** The case that the address of the form of a new process names, if there is one. */
export async function caseToFollow(
  request: Request,
  locale: Locale,
): Promise<{ slug: string; text: string } | null> {
  const slug = new URL(request.url).searchParams.get('case')
  if (!slug) return null
  try {
    const row = await getCase(slug)
    const title = localized(row, 'title', locale)
    return { slug: row.slug, text: tOf(locale)('served.practices.afterForm', { title }) }
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}
