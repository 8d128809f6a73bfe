import type { LoaderFunctionArgs } from '@remix-run/node'
import { notFound, orRefuse } from '#app/answer.server.ts'
import { localized } from '#app/domain/localized.ts'
import { can } from '#app/domain/permissions.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { isRuleUnknown } from '#app/domain/results.ts'
import { turnoutOf } from '#app/domain/turnout.ts'
import { oEmbedLinks, redirectToEmbeddedResult } from '#app/embed-input.server.ts'
import { confirmWords } from '#app/i18n/account-words.server.ts'
import { formatDateTime, formatNumber } from '#app/i18n/format.ts'
import { quoted } from '#app/i18n/quotes.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { getPendingCount } from '#app/models/count-jobs.server.ts'
import { getPaper } from '#app/models/paper-counts.server.ts'
import { getProcess } from '#app/models/processes.server.ts'
import { getResult, getVotePhase, listVersions, type StoredResult } from '#app/models/results.server.ts'
import { hasBallots } from '#app/models/votes.server.ts'
import { processParams } from '#app/params.ts'
import { paths, RESULT_FILE_NAMES } from '#app/paths.ts'
import { getScene } from '#app/session.server.ts'
import { resultView } from './view.server.ts'
import type { ResultView, VersionView } from './view.ts'
import { pageWords } from './words.server.ts'

/** What the page shows instead of a result: why there is none, or how far the count is. */
export interface NoResult {
  title: string
  text: string
  isCounting: boolean
}

/**
 * The page of a vote's result. Before the vote has ended nothing of a tally leaves the server; afterwards the newest
 * version is shown, or the one asked for.
 */
export async function loadResults({ params, request }: LoaderFunctionArgs) {
  return orRefuse(async () => {
    const { town: slug, process: processSlug } = processParams.parse(params)
    const { town, actor, locale } = await getScene(request, slug)
    redirectToEmbeddedResult(request, slug, processSlug)
    const process = await getProcess(town.id, processSlug)
    const t = tOf(locale)
    const title = localized(process, 'title', locale)
    const search = new URL(request.url).searchParams
    const isStaff = can(actor, 'result:recount')
    const common = {
      process: { slug: processSlug, title },
      title: t('result.title', { process: title }),
      heading: t('result.heading'),
      words: { ...pageWords(locale), ...(isStaff && confirmWords(locale)) },
      isStaff,
      feed: oEmbedLinks(paths.results(slug, processSlug), title),
      said: saidOf(search.get('said'), t),
    }
    const found = await getVotePhase(town.id, process.id)
    if (!found) return { ...common, ...none('result.noVoteText') }
    const { phase, frozen } = found
    const now = new Date()
    if (phase.startsAt > now) return { ...common, ...none('result.soonText') }
    if (phase.endsAt === null || phase.endsAt > now) {
      const date = phase.endsAt ? formatDateTime(phase.endsAt, locale, town.timeZone) : '…'
      return { ...common, ...none('result.openText', { date }) }
    }
    const [versions, pending, paperNow, ballots] = await Promise.all([
      listVersions(town.id, phase.id),
      getPendingCount(town.id, phase.id),
      getPaper(town.id, phase.id),
      hasBallots(town.id, phase.id),
    ])
    const open = paperNow?.open ?? []
    const isPending = pending !== null && pending.state !== 'failed'
    const failure =
      pending?.lastError && common.isStaff ? t('result.staff.error', { error: pending.lastError }) : ''
    if (versions.length === 0) {
      if (!ballots && !pending) {
        const state = none('result.noBallotsText')
        if (open.length === 0) return { ...common, ...state }
        return { ...common, ...state, none: { ...state.none, text: openText() } }
      }
      const share = pending && pending.progress > 0 ? pending.progress : null
      const text = share ? t('result.countingShare', { percent: share }) : t('result.countingText')
      const state: NoResult =
        pending?.state === 'failed'
          ? { title: t('result.failedTitle'), text: t('result.failedText'), isCounting: false }
          : { title: t('result.countingTitle'), text, isCounting: true }
      return { ...common, failure, isPending, none: state, view: null }
    }
    const newest = versions[0]!
    const asked = search.get('version')
    const version = asked === null ? newest.version : Number(asked)
    if (!versions.some((one) => one.version === version)) throw notFound()
    const [stored, before] = await Promise.all([
      readVersion(town.id, phase.id, version),
      version > 1 ? readVersion(town.id, phase.id, version - 1) : null,
    ])
    const parts = resultView({
      town,
      processSlug,
      locale,
      stored,
      before,
      frozenText: frozen?.text || null,
      turnout: turnoutOf(phase.settings),
    })
    const confirmedOn = newest.confirmedAt && formatDateTime(newest.confirmedAt, locale, town.timeZone)
    const view: ResultView = {
      ...parts,
      badge: badgeOf(),
      notices: noticesOf(),
      versions: versions.map(
        (one): VersionView => ({
          version: one.version,
          href: paths.results(slug, processSlug, one.version),
          text: [
            formatDateTime(one.computedAt, locale, town.timeZone),
            one.reason || t('result.versions.first'),
            one.note,
          ]
            .filter(Boolean)
            .join(' · '),
          isShown: one.version === version,
          isCurrent: one.version === newest.version,
        }),
      ),
      files: RESULT_FILE_NAMES.map((file, i) => ({
        href: paths.resultFile(slug, processSlug, version, file),
        text: t(`result.files.${(['archive', 'pb', 'csv'] as const)[i]!}`),
        size:
          i === 0
            ? t('result.files.size', {
                size: formatNumber(Math.ceil(stored.archive.bytes / 1000), locale),
              })
            : '',
      })),
      command: t('result.files.command', { file: archiveName(slug, processSlug, version) }),
    }
    return { ...common, failure, isPending, none: null, view }

    function badgeOf(): ResultView['badge'] {
      if (version !== newest.version) return { text: t('result.state.superseded'), tone: 'neutral' }
      if (stored.vote.official) return { text: t('result.state.imported'), tone: 'neutral' }
      return confirmedOn
        ? { text: t('result.state.confirmed', { date: confirmedOn }), tone: 'leaf' }
        : { text: t('result.state.provisional'), tone: 'ochre' }
    }

    function noticesOf(): ResultView['notices'] {
      const notices: ResultView['notices'] = []
      const plain = { href: null, link: '' }
      if (version !== newest.version) {
        notices.push({
          title: t('result.state.superseded'),
          text: `${t('result.supersededText', { version: newest.version })} ${newest.reason}`.trim(),
          href: paths.results(slug, processSlug),
          link: t('result.currentLink'),
        })
      } else if (!newest.confirmedAt && !stored.vote.official) {
        notices.push({ title: t('result.state.provisional'), text: t('result.provisionalText'), ...plain })
      }
      if (version === newest.version && open.length > 0)
        notices.push({ title: t('result.openBundles.title'), text: openText(), ...plain })
      if (version === newest.version && isPending)
        notices.push({ title: t('result.pendingTitle'), text: pending.reason, ...plain })
      if (stored.row.reason)
        notices.push({ title: t('result.columns.reason'), text: stored.row.reason, ...plain })
      const official = officialText(stored)
      if (official) notices.push({ title: t('result.official.title'), text: official, ...plain })
      return notices
    }

    /** The bundles that no version has counted yet, by name. */
    function openText(): string {
      const list = open.map((bundle) => t('result.openBundles.bundle', bundle)).join('; ')
      return t('result.openBundles.text', { list })
    }

    /** For an election that came with its organisers' own decision. */
    function officialText({ vote, result }: StoredResult): string {
      const { official } = vote
      if (!official) return ''
      if (isRuleUnknown(vote)) return t('result.official.unknown', { rule: official.rule })
      if (!official.winners) return ''
      const counted = result.outcome.winners
      const list = (ids: string[]) =>
        ids
          .map((id) => vote.options.find((option) => option.id === id)?.title ?? id)
          .map((one) => quoted(one, locale))
          .join(', ') || t('result.official.nobody')
      const went = official.winners.filter((id) => !counted.includes(id))
      const came = counted.filter((id) => !official.winners!.includes(id))
      if (went.length + came.length === 0) return t('result.official.same')
      return t('result.official.differs', { went: list(went), came: list(came) })
    }

    function none(
      key: 'result.noVoteText' | 'result.soonText' | 'result.openText' | 'result.noBallotsText',
      facts = {},
    ) {
      const state: NoResult = { title: t('result.noneTitle'), text: t(key, facts), isCounting: false }
      return { failure: '', isPending: false, none: state, view: null }
    }
  })
}

function saidOf(said: string | null, t: ReturnType<typeof tOf>): string {
  if (said === 'queued') return t('result.staff.queued')
  return said === 'confirmed' ? t('result.staff.confirmed') : ''
}

function archiveName(town: string, process: string, version: number): string {
  return `${town}-${process}-result-${version}.zip`
}

async function readVersion(townId: string, phaseId: string, version: number): Promise<StoredResult> {
  try {
    return await getResult(townId, phaseId, version)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'result.not-found') throw notFound()
    throw error
  }
}
