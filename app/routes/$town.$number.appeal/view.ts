/** What a page of an appeal says of the decision. */
export function decisionView({ act, reason }: { act: string; reason: string }) {
  const name = { 'moderation.hide': 'hide', 'moderation.return': 'return' } as const
  return { act: name[act as keyof typeof name] ?? ('block' as const), reason }
}

/** What it says of the answer to the decision. */
export function appealView(appeal: {
  subjectType: string
  createdAt: Date
  outcome: 'granted' | 'upheld' | null
  answer: string
}) {
  const { subjectType, createdAt, outcome, answer } = appeal
  const words = outcome === 'granted' && subjectType === 'person' ? ('lifted' as const) : outcome
  return { sentAt: createdAt, outcome: words, answer }
}
