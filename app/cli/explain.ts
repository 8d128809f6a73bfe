import { Refusal } from '#app/domain/refusal.ts'
import { BadArchiveError } from '#app/formats/result-archive.ts'
import { UnreadableFileError } from '#app/formats/unreadable-file.ts'
import { tOf } from '#app/i18n/words.server.ts'
import { StoreError } from '#db/store.server.ts'
import { CliError } from './cli-error.ts'

/** The one sentence for an error that a person can do something about; null for a fault of the program. */
export function explain(error: unknown): string | null {
  if (error instanceof CliError || error instanceof StoreError || error instanceof BadArchiveError)
    return error.message
  if (error instanceof Refusal) return tOf('en')(`refusals.${error.code}`, error.details)
  if (error instanceof UnreadableFileError) return `The file cannot be read: ${error.message}.`
  if (!(error instanceof Error)) return null
  if (error.message.startsWith('Bad configuration: ')) return error.message
  return explainSystem(error as NodeJS.ErrnoException & { port?: number; address?: string })
}

function explainSystem(error: NodeJS.ErrnoException & { port?: number }): string | null {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${error.port} is taken by another program: stop it, or choose another port, e.g. PORT=${(error.port ?? 3000) + 1} npm start.`
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      if (error.syscall === 'listen')
        return `Port ${error.port} may not be used by this user: choose one above 1023, e.g. PORT=3000 npm start.`
      return `${error.path ?? 'A file'} may not be written by this user.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return error.syscall === 'listen' || error.syscall === 'getaddrinfo'
        ? `HOST=${process.env.HOST} is not an address of this machine: leave HOST out to listen on all of them.`
        : null
    case 'ENOENT':
      return `There is no file ${error.path}.`
    case 'EISDIR':
      return `${error.path ?? 'The path'} is a folder, a file is needed.`
    case 'ENOSPC':
      return 'The disk is full.'
    case 'SQLITE_FULL':
      return 'The disk is full; nothing of this command was written.'
    case 'SQLITE_BUSY':
      return 'The database is busy with another command: try again when that one has ended.'
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return 'The file that DATABASE_URL names is not a healthy SQLite database: restore it from a copy, or name another file.'
    default:
      return null
  }
}
