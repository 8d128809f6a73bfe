export const letterTexts = {
  signature: '—\nSreda, {{origin}}\nThis letter was sent automatically.',
  code: {
    subject: 'Your sign-in code: {{code}}',
    body: 'Your sign-in code: {{code}}\n\nIt works for {{minutes}} minutes. If you did not ask for a code, you need not do anything.',
  },
  'moderation-approve': {
    subject: 'Your entry No. {{number}} is published',
    body: 'A moderator has checked ‘{{title}}’, and now everyone can see it.\n\n{{link}}',
  },
  'moderation-return': {
    subject: 'Entry No. {{number}} needs changes',
    body: 'A moderator has returned ‘{{title}}’.\n\nReason: {{reason}}\n\nPlease change it and send it again: {{link}}',
  },
  'moderation-hide': {
    subject: 'Entry No. {{number}} is hidden',
    body: 'A moderator has hidden ‘{{title}}’.\n\nReason: {{reason}}\n\n{{link}}',
  },
  'moderation-restore': {
    subject: 'Entry No. {{number}} is visible again',
    body: 'A moderator has put ‘{{title}}’ back in place.\n\n{{link}}',
  },
  'moderation-undo': {
    subject: 'The decision on entry No. {{number}} is undone',
    body: 'A moderator has undone their decision on ‘{{title}}’. Everything is as it was.\n\n{{link}}',
  },
  'comment-approve': {
    subject: 'Your comment is published',
    body: 'A moderator has checked your comment on “{{title}}”, and everyone can see it now.\n\n“{{text}}”\n\n{{link}}',
  },
  'comment-hide': {
    subject: 'Your comment is hidden',
    body: 'A moderator has hidden your comment on “{{title}}”.\n\n“{{text}}”\n\nReason: {{reason}}\n\n{{link}}',
  },
  'comment-restore': {
    subject: 'Your comment is visible again',
    body: 'A moderator has put your comment on “{{title}}” back.\n\n“{{text}}”\n\n{{link}}',
  },
  'comment-undo': {
    subject: 'The decision about your comment is undone',
    body: 'A moderator has undone the decision about your comment on “{{title}}”. Everything is as it was.\n\n“{{text}}”\n\n{{link}}',
  },
  status: {
    subject: 'Entry No. {{number}}: {{status}}',
    body: '‘{{title}}’\n\nThe status is now: {{status}}.\n\n{{link}}',
  },
  answer: {
    subject: 'The town has answered entry No. {{number}}: {{decision}}',
    body: '‘{{title}}’\n\nDecision: {{decision}}\n\n{{answer}}\n\n{{link}}',
  },
}
