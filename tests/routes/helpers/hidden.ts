import type { Answer } from './visitor.ts'

/** What a page's form holds in a hidden field. */
export function hidden({ text }: Answer, name: string): string {
  const field = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(text)?.[0] ?? ''
  return /value="([^"]*)"/.exec(field)?.[1] ?? ''
}
