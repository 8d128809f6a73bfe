import { accessSync, constants, existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * Makes a folder and those above it, and makes sure that it can be written. Step by step: Node's own recursive mkdir
 * never returns under /proc and its like.
 *
 * @throws what the system says: EACCES, EROFS, ENOTDIR, ENOENT
 */
export function makeFolder(path: string) {
  if (!existsSync(path)) {
    if (!existsSync(dirname(path))) makeFolder(dirname(path))
    mkdirSync(path)
  }
  accessSync(path, constants.W_OK)
}
