import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { serveFolder } from './site.ts'
import { visit } from './visitor.ts'

export const PEOPLE = {
  resident: 'resident@prirechensk.example',
  moderator: 'moderator@prirechensk.example',
  planner: 'planner@prirechensk.example',
  admin: 'admin@prirechensk.example',
  anna: 'anna@example.org',
  boris: 'boris@example.org',
  vera: 'vera@example.org',
  /** Signed in, but without the consents. */
  gleb: 'gleb@example.org',
} as const
export type PersonName = keyof typeof PEOPLE

export interface Template {
  /** A seeded database and its photos, to be copied. */
  folder: string
  /** The session cookies of people who are signed in there. */
  cookies: Record<PersonName, string>
}

declare module 'vitest' {
  interface ProvidedContext {
    template: Template
  }
}

const shared = globalThis as { sredaTemplate?: { made: Promise<Template>; users: number } }

/** Seeds the demo once for both projects and signs everybody in by real posts, within the limits of sign-in codes. */
export default async function makeTemplateOnce(project: TestProject) {
  shared.sredaTemplate ??= { made: makeTemplate(), users: 0 }
  const kept = shared.sredaTemplate
  kept.users++
  const template = await kept.made
  project.provide('template', template)
  return function removeTemplate() {
    if (--kept.users > 0) return
    shared.sredaTemplate = undefined
    rmSync(template.folder, { recursive: true, force: true })
  }
}

async function makeTemplate(): Promise<Template> {
  const folder = mkdtempSync(join(tmpdir(), 'sreda-template-'))
  const site = await serveFolder(folder)
  try {
    const cookies: Partial<Record<PersonName, string>> = {}
    for (const [name, email] of Object.entries(PEOPLE) as [PersonName, string][]) {
      const visitor = visit(site.origin)
      await visitor.signIn(email)
      if (name !== 'gleb') await visitor.consent()
      cookies[name] = visitor.cookie('sreda_session')
    }
    return { folder, cookies: cookies as Record<PersonName, string> }
  } finally {
    await site.stop()
  }
}
