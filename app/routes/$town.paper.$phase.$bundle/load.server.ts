import { formOf } from '#app/domain/ballots.ts'
import { nameIn } from '#app/domain/default-names.ts'
import { localized } from '#app/domain/localized.ts'
import { paperLine } from '#app/domain/paper-line.ts'
import { Refusal } from '#app/domain/refusal.ts'
import { compareEntries, getBundle, PASSES, type Pass } from '#app/models/paper-bundles.server.ts'
import { getVote } from '#app/models/votes.server.ts'
import { bundleParams } from '#app/params.ts'
import { requireStaff } from '#app/session.server.ts'

const LAST = 8

export function passOf(value: unknown): Pass | null {
  return PASSES.find((pass) => String(pass) === value) ?? null
}

/** A bundle as the clerk's screen shows it: one entry while it is typed, both once both are finished. */
export async function loadBundle(request: Request, params: unknown) {
  const { town: slug, phase: phaseId, bundle: bundleId } = bundleParams.parse(params)
  const { town, locale, actor } = await requireStaff(request, slug, 'paper:enter')
  const [vote, found] = await Promise.all([getVote(town.id, phaseId), getBundle(town.id, bundleId)])
  const { bundle, entries, rows, log } = found
  if (bundle.phaseId !== phaseId || !vote.settings) throw new Refusal('bundle.not-found')
  const form = formOf(vote.settings.method)
  const views = PASSES.map((pass) => {
    const entry = entries.find((one) => one.pass === pass)
    return {
      pass,
      typed: rows.filter((row) => row.pass === pass).length,
      clerk: entry ? nameIn(entry.clerk, locale) : null,
      isOwn: !entry || entry.clerkId === actor.personId,
      isFinished: Boolean(entry?.finishedAt),
    }
  })
  const isTyped = views.every(({ isFinished }) => isFinished)
  const asked = passOf(new URL(request.url).searchParams.get('pass'))
  const isTyping = asked !== null && !views[asked - 1]!.isFinished && bundle.state === 'open'
  return {
    bundle: {
      id: bundle.id,
      number: bundle.number,
      place: bundle.place,
      issued: bundle.issued,
      found: bundle.found,
      state: bundle.state,
      valid: bundle.valid,
      spoiled: bundle.spoiled,
      agreedAt: bundle.agreedAt,
    },
    phaseId,
    process: { slug: vote.process.slug, title: localized(vote.process, 'title', locale) },
    form,
    hasCodes: vote.settings.electorate === 'codes',
    options: vote.options.map((option) => ({
      number: option.number,
      title: localized(option, 'title', locale),
    })),
    passes: views,
    isSameClerk: isTyped && entries[0]?.clerkId === entries[1]?.clerkId,
    typing: isTyping ? asked : null,
    last: isTyping
      ? rows
          .filter((row) => row.pass === asked)
          .slice(-LAST)
          .reverse()
          .map((row) => ({
            position: row.position,
            line: paperLine({ marks: row.marks, spoiled: row.spoiled ?? null }, form),
            spoiled: row.spoiled ?? null,
          }))
      : [],
    compared: isTyped ? compareEntries(rows, form) : null,
    // While somebody types the second entry, the first is not shown to them, nor is what was typed in it.
    log: isTyped || bundle.state === 'agreed' ? log : [],
  }
}

export type BundleView = Awaited<ReturnType<typeof loadBundle>>
