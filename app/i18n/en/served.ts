/** Words of rarely opened public pages: the server sends them with the page, so that no other reader loads them. */
export const served = {
  appeal: {
    title: 'Answer the decision',
    lead: 'One decision, one answer. It is read by another member of the staff, not the one who decided.',
    about: 'Entry No. {{number}}, “{{title}}”',
    decision: 'The decision',
    acts: {
      return: 'Returned for changes',
      hide: 'Hidden',
    },
    reason: 'The reason: {{reason}}',
    body: 'Why you disagree, or what you want to explain',
    bodyHint: 'The decision may be reversed. The answer comes by letter.',
    send: 'Send',
    sent: 'Sent. Another member of the staff will answer.',
    waiting: 'You answered on {{date}}. It has not been decided yet.',
    granted: 'The decision was reversed: the entry is back.',
    upheld: 'The decision stands.',
    answer: 'The staff’s answer: {{answer}}',
    nothing: 'There is no decision here now that could be answered.',
    back: 'To the entry',
  },
}
