import type { supports } from '#db/schema/contributions.server.ts'
import type { DemoEntry, DemoScene } from './demo-rows.server.ts'

type SupportRow = typeof supports.$inferInsert

/**
 * Who supports what: distinct people, never the author, spread so evenly that nobody holds more in a process than its
 * phases allow.
 */
export function demoSupports({ residents, processes }: DemoScene, entries: DemoEntry[]): SupportRow[] {
  const rows: SupportRow[] = []
  for (const { id: processId, supportsUntil } of processes.values()) {
    const held = new Map(residents.map((id) => [id, 0]))
    const inProcess = entries.filter(({ row }) => row.processId === processId)
    for (const { row } of inProcess.sort((a, b) => b.row.supports - a.row.supports)) {
      const willing = residents
        .map((personId, i) => ({
          personId,
          order: held.get(personId)! * 1000 + ((i * 7919 + row.number * 389) % 997),
        }))
        .filter(({ personId }) => personId !== row.authorId)
        .sort((a, b) => a.order - b.order)
        .slice(0, row.supports)
      const from = row.createdAt.getTime()
      const span = Math.max(0, supportsUntil.getTime() - from)
      willing.forEach(({ personId }, i) => {
        held.set(personId, held.get(personId)! + 1)
        const createdAt = new Date(from + Math.floor((span * (i + 1)) / (willing.length + 1)))
        rows.push({ townId: row.townId, contributionId: row.id, personId, processId, createdAt })
      })
    }
  }
  return rows
}
