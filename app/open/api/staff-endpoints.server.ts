import { z } from 'zod'
import { KINDS, STATUSES } from '#app/domain/contributions.ts'
import { NO_FILTER } from '#app/domain/filter.ts'
import { localized } from '#app/domain/localized.ts'
import { RANK_RULE } from '#app/domain/ranking.ts'
import { origin } from '#app/env.server.ts'
import { conditionOf, placeFrom } from '#app/models/listing.server.ts'
import { loadQueue } from '#app/models/queue.server.ts'
import { getRankedPage } from '#app/models/ranking.server.ts'
import { paths } from '#app/paths.ts'
import { Problem } from '../problem.ts'
import { queuedSchema, rankedSchema } from '../schemas.ts'
import { endpoint, listOf, PAGE_QUERY } from './endpoint.ts'

/** What programs of the staff may ask with a token. */
export const STAFF_ENDPOINTS = [
  endpoint({
    id: 'listRanking',
    path: '/towns/{town}/ranking',
    scope: 'ranking',
    query: {
      ...PAGE_QUERY,
      kind: z.enum(KINDS).optional(),
      status: z.enum(STATUSES).optional(),
      process: z.string().max(120).optional().describe('Slug'),
      space: z.string().max(120).optional().describe('Slug'),
      category: z.string().max(120).optional().describe('Id of a category'),
    },
    answer: listOf(rankedSchema).extend({
      rankedBy: z.enum(['supports', 'votes']),
      rule: z.string(),
      at: z.iso.datetime(),
    }),
    async handle({ town, locale, query, nextOf }) {
      const condition = await conditionOf(town.id, {
        ...NO_FILTER,
        kind: query.kind ? [query.kind] : [],
        status: query.status ? [query.status] : [],
        category: query.category ? [query.category] : [],
        process: query.process ?? null,
        space: query.space ?? null,
      })
      const after = placeFrom(query.after ?? null)
      if (query.after && !after) throw new Problem(400, 'badValue', { name: 'after', allowed: 'next' })
      const page = await getRankedPage(condition, after ? { after } : 'first', query.limit)
      return {
        items: page.rows.map(({ rank, isTied, row }) => ({
          rank,
          isTied,
          people: row.people,
          number: row.number,
          kind: row.kind,
          title: localized(row, 'title', locale),
          status: row.status,
          decision: row.decision,
          supports: row.supports,
          votes: row.votes,
          comments: row.comments,
          cost: row.costMinor === null ? null : row.costMinor / 100,
          link: origin() + paths.contribution(town.slug, row.number),
        })),
        matched: page.all,
        next: nextOf(page.after),
        rankedBy: page.rankBy,
        rule: RANK_RULE[page.rankBy],
        at: new Date().toISOString(),
      }
    },
  }),
  endpoint({
    id: 'listQueue',
    path: '/towns/{town}/queue',
    scope: 'desk',
    query: PAGE_QUERY,
    answer: listOf(queuedSchema),
    async handle({ town, token, query, nextOf }) {
      if (query.after && !/^\d{15}_/.test(query.after))
        throw new Problem(400, 'badValue', { name: 'after', allowed: 'next' })
      const { items, all, next } = await loadQueue(town.id, query.limit, {
        limits: token.actor.limits,
        after: query.after,
      })
      return {
        items: items.map(({ subject, causes, contribution, visibility, since }) => ({
          about: subject.type,
          causes,
          number: contribution.number,
          kind: contribution.kind,
          title: contribution.title,
          visibility,
          since: since.toISOString(),
          link: origin() + paths.contribution(town.slug, contribution.number),
        })),
        matched: all,
        next: nextOf(next),
      }
    },
  }),
]
