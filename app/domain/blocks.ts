/** Whether a block keeps somebody from writing: nobody has lifted it, and its time is not over. */
export function isInForce(block: { endedAt: Date | null; until: Date | null }, now: Date): boolean {
  return block.endedAt === null && (block.until === null || block.until > now)
}
