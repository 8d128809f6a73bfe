import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { and, eq, isNotNull } from 'drizzle-orm'
import { env } from '#app/env.server.ts'
import { ballotChoices, ballots, frozenBallots, voteOptions } from '#db/schema/ballots.server.ts'
import {
  commissionMembers,
  commissionSessions,
  protocolVersions,
  publicationProofs,
} from '#db/schema/commission.server.ts'
import {
  citations,
  comments,
  contributions,
  photos,
  revisions,
  supports,
} from '#db/schema/contributions.server.ts'
import { assistedActs, assistedPeople, invitations } from '#db/schema/counter.server.ts'
import { countJobs, resultDetails } from '#db/schema/counts.server.ts'
import {
  actCounts,
  appeals,
  assignments,
  blocks,
  claims,
  devices,
  flags,
  logHeads,
  mergedSupports,
  merges,
  similarRefusals,
  staffNotes,
} from '#db/schema/desk.server.ts'
import { drawingSystems } from '#db/schema/drawing.server.ts'
import { exportJobs } from '#db/schema/exports.server.ts'
import { fundingLines, fundingMeasures, inKindGifts, runningCosts } from '#db/schema/funding.server.ts'
import {
  gazetteerGrams,
  gazetteerHouses,
  gazetteerPlaces,
  gazetteers,
  gazetteerWords,
  geocoderAnswers,
} from '#db/schema/gazetteer.server.ts'
import { identityProviders, identityTrips } from '#db/schema/identities.server.ts'
import { importRows, imports } from '#db/schema/imports.server.ts'
import { paperBundles, paperEntries, paperEntryRows, paperLog } from '#db/schema/paper.server.ts'
import { roles } from '#db/schema/people.server.ts'
import { designVariants, planLayers, planMentions } from '#db/schema/plans.server.ts'
import { practiceCases, processSources } from '#db/schema/practices.server.ts'
import { voteResults } from '#db/schema/results.server.ts'
import {
  apiTokens,
  openDataArchives,
  townSharing,
  webhookDeliveries,
  webhooks,
} from '#db/schema/sharing.server.ts'
import { answers, reasonTemplates, reports, staffActs, statusChanges } from '#db/schema/staff.server.ts'
import { studyAnswers, studyForms, studyRounds, studyVersions } from '#db/schema/study.server.ts'
import { phaseGuides, processCharters, processTemplates } from '#db/schema/templates.server.ts'
import {
  baseMaps,
  categories,
  phases,
  processes,
  processSpaces,
  spaces,
  townMaps,
  towns,
} from '#db/schema/towns.server.ts'
import { residentConfirmations, turnout, votingCodes } from '#db/schema/turnout.server.ts'
import {
  conceptVariants,
  remarkReports,
  variantChoices,
  variantRemarks,
  variantVersions,
} from '#db/schema/variants.server.ts'
import { getStore } from '#db/store.server.ts'
import { readDemo } from './demo-data.server.ts'

/** What belongs to a town, each before what it refers to. */
const OWNED = [
  studyAnswers,
  studyRounds,
  studyVersions,
  studyForms,
  variantChoices,
  remarkReports,
  variantRemarks,
  variantVersions,
  conceptVariants,
  fundingLines,
  fundingMeasures,
  inKindGifts,
  runningCosts,
  protocolVersions,
  commissionSessions,
  commissionMembers,
  publicationProofs,
  processSources,
  practiceCases,
  planMentions,
  planLayers,
  designVariants,
  importRows,
  imports,
  resultDetails,
  countJobs,
  exportJobs,
  webhookDeliveries,
  webhooks,
  apiTokens,
  openDataArchives,
  townSharing,
  voteResults,
  paperLog,
  paperEntryRows,
  paperEntries,
  paperBundles,
  turnout,
  votingCodes,
  residentConfirmations,
  invitations,
  assistedActs,
  assistedPeople,
  identityTrips,
  identityProviders,
  ballotChoices,
  ballots,
  voteOptions,
  frozenBallots,
  flags,
  claims,
  blocks,
  appeals,
  mergedSupports,
  merges,
  similarRefusals,
  assignments,
  staffNotes,
  devices,
  actCounts,
  reports,
  staffActs,
  logHeads,
  answers,
  statusChanges,
  reasonTemplates,
  revisions,
  photos,
  comments,
  supports,
  citations,
  contributions,
  phaseGuides,
  processCharters,
  processTemplates,
  phases,
  processSpaces,
  processes,
  categories,
  spaces,
  geocoderAnswers,
  gazetteerGrams,
  gazetteerWords,
  gazetteerHouses,
  gazetteerPlaces,
  gazetteers,
  baseMaps,
  townMaps,
  drawingSystems,
  roles,
] as (typeof supports)[]

/**
 * Removes the demo town with everything in it, and its pictures; people stay. A town of that address which is no demo
 * is left alone.
 *
 * @returns whether there was one
 */
export async function removeDemo(): Promise<boolean> {
  const { slug } = readDemo().town
  const store = await getStore()
  const townId = await store.write(function* recordRemoval(tx) {
    const [town] = yield* tx.do((db) =>
      db
        .select()
        .from(towns)
        .where(and(eq(towns.slug, slug), eq(towns.isDemo, true))),
    )
    if (!town) return null
    // Replies refer to comments: they go first.
    yield* tx.do((db) =>
      db
        .delete(comments)
        .where(and(eq(comments.townId, town.id), isNotNull(comments.parentId)))
        .returning({ id: comments.id }),
    )
    // Processes of other towns may be made after its cases.
    const own = yield* tx.do((db) =>
      db.select({ id: practiceCases.id }).from(practiceCases).where(eq(practiceCases.townId, town.id)),
    )
    for (const { id } of own)
      yield* tx.do((db) =>
        db
          .delete(processSources)
          .where(eq(processSources.caseId, id))
          .returning({ caseId: processSources.caseId }),
      )
    for (const table of OWNED) {
      yield* tx.do((db) =>
        db.delete(table).where(eq(table.townId, town.id)).returning({ townId: table.townId }),
      )
    }
    yield* tx.do((db) => db.delete(towns).where(eq(towns.id, town.id)).returning({ id: towns.id }))
    return town.id
  })
  if (townId) {
    const folders = ['results', 'plans', 'variants', 'imports', 'open-data', 'proofs'].map((name) =>
      join(name, townId),
    )
    for (const folder of [townId, ...folders])
      await rm(join(env().FILES_DIR, folder), { recursive: true, force: true })
  }
  return townId !== null
}
