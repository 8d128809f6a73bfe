import { listEmbedHosts } from '#app/models/sharing.server.ts'

const EMBED = /^\/([\w-]+)\/embed\//i

/**
 * The sites whose pages may hold what is at an address: those that the town's administrators named, and this site itself;
 * null for everything that is no embed, and where no site is named.
 */
export async function framersOf(path: string): Promise<string[] | null> {
  const town = EMBED.exec(path)?.[1]
  if (!town) return null
  const hosts = await listEmbedHosts(town)
  return hosts.length > 0 ? ["'self'", ...hosts] : null
}
