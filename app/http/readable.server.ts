/**
 * Whether an address can be read, and led back to: a path that begins with two slashes would name another host in a
 * redirect to itself. A backslash is a slash to browsers, and they leave out tabs and line breaks.
 */
export function isReadable(url: string): boolean {
  try {
    return !/^\/[/\\\s]/.test(decodeURIComponent(new URL(url).pathname))
  } catch {
    return false
  }
}
