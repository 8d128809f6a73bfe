import type { ImportedProposal } from '#app/formats/imported-proposal.ts'

const BODY_LETTERS = 160

type Told = Pick<ImportedProposal, 'title' | 'body'> &
  Partial<Pick<ImportedProposal, 'categoryName' | 'spaceName' | 'costMinor' | 'createdAt' | 'externalId'>>

/** What a row says in words and numbers, short enough for a table. */
export function textInPreview({ title, body, ...rest }: Told) {
  return {
    title,
    body: body.length > BODY_LETTERS ? `${body.slice(0, BODY_LETTERS)}…` : body,
    category: rest.categoryName ?? '',
    space: rest.spaceName ?? '',
    costMinor: rest.costMinor ?? null,
    createdAt: rest.createdAt ?? null,
    externalId: rest.externalId ?? '',
    kind: null as string | null,
  }
}
