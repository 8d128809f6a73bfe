/** Joins class names, leaving out what is false. */
export function cx(...names: unknown[]) {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ')
}
