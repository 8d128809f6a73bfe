/** A text with the names in its e-mail addresses taken out: the domain is enough to find a mail server's fault. */
export function hidden(text: string): string {
  return text.replace(/[^\s<>"'(),:;@]+@/g, '…@')
}

/**
 * What broke and where, for the log. A query that fails brings its parameters along (names, addresses, words); they stay
 * out.
 */
export function describeFault(error: unknown): string {
  const lines: string[] = []
  for (let e: unknown = error; e !== undefined && e !== null && lines.length < 5; e = causeOf(e)) {
    if (!(e instanceof Error)) {
      // Anything may be thrown; what it holds is not ours to write down.
      lines.push(`thrown: ${typeof e}`)
      break
    }
    const { code } = e as { code?: unknown }
    const frames = (e.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
    lines.push(
      [
        `${e.name}${typeof code === 'string' ? ` ${code}` : ''}: ${messageOf(e)}`,
        ...frames.slice(0, 12),
      ].join('\n'),
    )
  }
  return lines.join('\ncaused by ')
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined
}

/** A failed query's message ends in its parameters; a broken key's, in PostgreSQL, is its `detail`, which is not read. */
function messageOf({ message }: Error): string {
  const text = message.replace(/\bparams:[\s\S]*$/, 'params: …')
  return hidden(text)
    .replace(/\b\d{1,3}(\.\d{1,3}){3}\b/g, '…')
    .slice(0, 2000)
}
