import { randomUUID } from 'node:crypto'
import { newId } from '#app/models/ids.server.ts'
import { rowOf, rowsOf } from './rows.ts'
import type { Site } from './site.ts'
import type { Visitor } from './visitor.ts'

export const TOWN = '/prirechensk'

/** The demo's processes by the phase that each is in. */
export const PROCESS = {
  collect: 'naberezhnaya-talshi',
  discuss: 'park-i-prud',
  vote: 'torgovaya-ploshchad',
  results: 'vokzalnaya-ploshchad',
} as const

export function processId(site: Site, phase: keyof typeof PROCESS): string {
  return rowOf<{ id: string }>(site, 'select id from processes where slug = ?', PROCESS[phase]).id
}

/** The vote phase of a process of the demo. */
export function phaseId(site: Site, phase: keyof typeof PROCESS): string {
  return rowOf<{ id: string }>(
    site,
    "select f.id from phases f join processes p on p.id = f.process_id where f.kind = 'vote' and p.slug = ?",
    PROCESS[phase],
  ).id
}

export function bundleId(site: Site, phase: keyof typeof PROCESS): string {
  return rowOf<{ id: string }>(
    site,
    'select id from paper_bundles where phase_id = ? order by number',
    phaseId(site, phase),
  ).id
}

/** The options of a process's vote by their printed numbers. */
export function optionIds(site: Site, phase: keyof typeof PROCESS): Map<number, string> {
  const rows = rowsOf<{ number: number; id: string }>(
    site,
    'select number, id from vote_options where phase_id = ? order by number',
    phaseId(site, phase),
  )
  return new Map(rows.map(({ number, id }) => [number, id]))
}

export function spaceId(site: Site, slug = 'naberezhnaya'): string {
  return rowOf<{ id: string }>(site, 'select id from spaces where slug = ?', slug).id
}

export function categoryId(site: Site): string {
  return rowOf<{ id: string }>(
    site,
    "select c.id from categories c join towns t on t.id = c.town_id where t.slug = 'prirechensk' order by c.id",
  ).id
}

interface Found {
  id: string
  number: number
  town_id: string
}

/** A published contribution of the demo, of a phase and, if told, of a kind. */
export function published(site: Site, phase: keyof typeof PROCESS, kind = '%', nth = 0): Found {
  return rowOf<Found>(
    site,
    `select c.id, c.number, c.town_id from contributions c join processes p on p.id = c.process_id
     where p.slug = ? and c.kind like ? and c.visibility = 'published' order by c.number limit 1 offset ${nth}`,
    PROCESS[phase],
    kind,
  )
}

/** The fields of a pin's form that are right as they are. */
export function pinFields(site: Site, change: Record<string, string> = {}): Record<string, string> {
  return {
    id: newId(),
    process: processId(site, 'collect'),
    kind: 'problem',
    body: `Скользкие ступени у воды ${randomUUID().slice(0, 8)}`,
    space: spaceId(site),
    placeText: 'у спуска к лодкам',
    ...change,
  }
}

export function proposalFields(site: Site, change: Record<string, string> = {}): Record<string, string> {
  return {
    id: newId(),
    process: processId(site, 'collect'),
    title: `Лестница к воде ${randomUUID().slice(0, 8)}`,
    body: 'Сделать широкую лестницу с перилами от улицы до самой воды.',
    category: categoryId(site),
    space: spaceId(site),
    placeText: '',
    ...change,
  }
}

/** Sends a proper pin or proposal and gives its number and id. */
export async function sendOne(
  site: Site,
  visitor: Visitor,
  kind: 'pin' | 'proposal',
  files: [string, File][] = [],
) {
  const fields = kind === 'pin' ? pinFields(site) : proposalFields(site)
  const answer = await visitor.send(kind === 'pin' ? `${TOWN}/add` : `${TOWN}/propose`, fields, files)
  const number = Number(/\/(\d+)\?sent=/.exec(answer.location)?.[1])
  if (!number) throw new Error(`Not sent: ${answer.status} ${answer.text.slice(0, 500)}`)
  return { number, id: fields.id!, title: fields.title ?? fields.body!, townId: townId(site) }
}

export function townId(site: Site): string {
  return rowOf<{ id: string }>(site, "select id from towns where slug = 'prirechensk'").id
}
