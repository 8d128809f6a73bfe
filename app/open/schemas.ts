import { z } from 'zod'
import { DECISIONS, KINDS, STATUSES } from '#app/domain/contributions.ts'

/*
 * What leaves the platform for programs: one schema each for shaping, checking and describing. Names and texts are in the
 * asked language where they were translated. Nothing tells who wrote, supported or voted.
 */

const moment = z.iso.datetime().describe('UTC, RFC 3339')

/** A pin or a proposal; flat, so that map programs show it as a table. */
export const contributionSchema = z
  .object({
    number: z.int().describe('Its number in the town, for good'),
    kind: z.enum(KINDS),
    title: z.string(),
    text: z.string(),
    category: z.string().nullable().describe('Id of the category'),
    categoryName: z.string().nullable(),
    space: z.string().nullable().describe('Slug of the space it lies in'),
    spaceName: z.string().nullable(),
    process: z.string().describe('Slug of the process'),
    processTitle: z.string(),
    status: z.enum(STATUSES),
    decision: z.enum(DECISIONS).nullable().describe('Of the newest official answer'),
    supports: z.int(),
    comments: z.int(),
    votes: z.int().describe('Of votes that have ended and were counted; 0 while a vote runs'),
    cost: z.number().nullable().describe('In units of the currency'),
    currency: z.string(),
    place: z.string().nullable().describe('The place in words'),
    precision: z.enum(['point', 'described', 'space']).describe('How exact the place is'),
    lng: z.number().nullable(),
    lat: z.number().nullable(),
    externalId: z.string().nullable(),
    created: moment,
    updated: moment,
    link: z.url(),
  })
  .meta({ id: 'Contribution' })
export type OpenContribution = z.infer<typeof contributionSchema>

export const spaceSchema = z
  .object({
    slug: z.string(),
    name: z.string(),
    kind: z.string(),
    facts: z.string(),
    contributions: z.int().describe('Published pins and proposals in it'),
    lng: z.number(),
    lat: z.number(),
    created: moment,
    link: z.url(),
  })
  .meta({ id: 'Space' })
export type OpenSpace = z.infer<typeof spaceSchema>

export const townSchema = z
  .object({
    slug: z.string(),
    name: z.string(),
    region: z.string(),
    population: z.int().nullable(),
    timeZone: z.string(),
    currency: z.string(),
    lng: z.number(),
    lat: z.number(),
    isDemo: z.boolean().describe('Invented: its people, words and sums are nobody’s'),
    created: moment,
    link: z.url(),
  })
  .meta({ id: 'Town' })
export type OpenTown = z.infer<typeof townSchema>

const geometry = z
  .object({
    type: z.string(),
    coordinates: z.array(z.any()).optional(),
    geometries: z.array(z.any()).optional(),
  })
  .meta({ id: 'Geometry', description: 'GeoJSON (RFC 7946), WGS 84' })

/** With what was drawn, and the town's newest answer. */
export const fullContributionSchema = contributionSchema
  .extend({ geometry: geometry.nullable(), answer: z.string().nullable() })
  .meta({ id: 'FullContribution' })

export const fullSpaceSchema = spaceSchema.extend({ geometry }).meta({ id: 'FullSpace' })
export const fullTownSchema = townSchema
  .extend({ intro: z.string(), boundary: geometry.nullable() })
  .meta({ id: 'FullTown' })

export const processSchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    question: z.string(),
    summary: z.string(),
    fixed: z.string().describe('What is decided already'),
    budget: z.number().nullable(),
    currency: z.string(),
    spaces: z.array(z.string()).describe('Slugs'),
    phases: z.array(
      z.object({
        kind: z.enum(['collect', 'discuss', 'vote', 'results']),
        title: z.string(),
        starts: moment,
        ends: moment.nullable(),
        state: z.enum(['done', 'open', 'next']),
      }),
    ),
    link: z.url(),
  })
  .meta({ id: 'Process' })

export const tallySchema = z
  .object({
    process: z.string().describe('Slug'),
    title: z.string(),
    contributions: z.int(),
    byKind: z.record(z.enum(KINDS), z.int()),
    byStatus: z.record(z.enum(STATUSES), z.int()),
    supports: z.int(),
    comments: z.int(),
    ballotsCast: z
      .int()
      .nullable()
      .describe('While people vote, how many have; of what was voted nothing is told before the result'),
  })
  .meta({ id: 'Tally' })

export const resultSchema = z
  .object({
    process: z.string().describe('Slug'),
    version: z.int(),
    state: z.enum(['provisional', 'confirmed']),
    counted: moment,
    confirmed: moment.nullable(),
    votedFrom: moment,
    votedUntil: moment,
    method: z.string(),
    rule: z.string(),
    tieRule: z.string(),
    termsHash: z.string().nullable().describe('SHA-256 of the terms that the first ballot fixed'),
    budget: z.number().nullable(),
    spent: z.number(),
    currency: z.string(),
    ballots: z.array(
      z.object({ channel: z.enum(['web', 'paper', 'import']), ballots: z.int(), empty: z.int() }),
    ),
    options: z.array(
      z.object({
        id: z.string(),
        number: z.int().nullable().describe('Of the proposal'),
        title: z.string(),
        cost: z.number(),
        votes: z.int(),
        wins: z.boolean(),
      }),
    ),
    archive: z.url().describe('All ballots without names, with the rule: anybody can count them again'),
    link: z.url(),
  })
  .meta({ id: 'Result' })
export type OpenResult = z.infer<typeof resultSchema>

export const rankedSchema = contributionSchema
  .pick({
    number: true,
    kind: true,
    title: true,
    status: true,
    decision: true,
    supports: true,
    votes: true,
    comments: true,
    cost: true,
    link: true,
  })
  .extend({
    rank: z.int(),
    isTied: z.boolean(),
    people: z.int().describe('Distinct people who support it or have written under it'),
  })
  .meta({ id: 'Ranked' })

export const queuedSchema = z
  .object({
    about: z.enum(['contribution', 'comment', 'photo']),
    causes: z.array(z.string()),
    number: z.int().describe('Of the contribution that it is or stands under'),
    kind: z.enum(KINDS),
    title: z.string(),
    visibility: z.string(),
    since: moment.describe('Since when it waits'),
    link: z.url(),
  })
  .meta({ id: 'Queued' })
