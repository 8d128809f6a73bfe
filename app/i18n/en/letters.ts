export const letterTexts = {
  signature: '—\nSreda, {{origin}}\nThis letter was sent automatically.',
  unsubscribe: 'Stop letters of this kind',
  settings: 'Notice settings',
  more_one: 'And {{count}} more.',
  more_other: 'And {{count}} more.',
  item: {
    new: 'No. {{number}}. {{title}}: a new entry\n{{link}}',
    answer: 'No. {{number}}. {{title}}: the town has answered, {{status}}\n{{link}}',
    status: 'No. {{number}}. {{title}}: {{status}}\n{{link}}',
  },
  'status-followed': {
    subject: 'You support or follow it: No. {{number}}, {{status}}',
    body: '‘{{title}}’\n\nThe status is now: {{status}}.\n\n{{link}}',
  },
  'answer-followed': {
    subject: 'The town has answered what you support: No. {{number}}',
    body: '‘{{title}}’\n\nDecision: {{decision}}. Status: {{status}}.\n\n{{answer}}\n\n{{link}}',
  },
  plan: {
    subject: 'No. {{number}} is taken into account in a design plan',
    body: '‘{{title}}’\n\nThe designers have taken it into account in the variant ‘{{plan}}’. Its page leads there:\n\n{{link}}',
  },
  'plan-followed': {
    subject: 'You support or follow it: No. {{number}} is taken into account in a design plan',
    body: '‘{{title}}’\n\nThe designers have taken it into account in the variant ‘{{plan}}’. Its page leads there:\n\n{{link}}',
  },
  'move-followed': {
    subject: 'You support or follow it: No. {{number}} is now elsewhere on the map',
    body: 'A moderator has corrected the place of ‘{{title}}’ on the map. If you support it, you still do.\n\nReason: {{reason}}\n\n{{link}}',
  },
  'phase-open': {
    subject: 'The phase ‘{{phase}}’ has begun: {{title}}',
    body: 'In the discussion ‘{{title}}’ the phase ‘{{phase}}’ has begun. The page says what can be done now and until when:\n\n{{link}}',
  },
  'phase-soon': {
    subject: 'The phase ‘{{phase}}’ ends on {{until}}: {{title}}',
    body: 'In the discussion ‘{{title}}’ the phase ‘{{phase}}’ ends on {{until}}.\n\nIf there is something you wanted to do, there is still time:\n\n{{link}}',
  },
  result: {
    subject: 'There is a result: {{title}}',
    body: 'The discussion ‘{{title}}’ has its result.\n\n{{link}}',
  },
  digest: {
    subject: 'A week in {{townName}}',
    body: 'What is new in what you follow:\n\n{{items}}',
  },
  code: {
    subject: 'Your sign-in code: {{code}}',
    body: 'Your sign-in code: {{code}}\n\nIt works for {{minutes}} minutes. If you did not ask for a code, you need not do anything.',
  },
  'code-guessed': {
    subject: 'Somebody typed wrong sign-in codes',
    body: 'A wrong code was typed five times for your address, and the code no longer works. If it was you, ask for a new one.\n\nIf it was not you: nobody got in. Never tell anybody a code from a letter. A passkey is safest: add one on the page “Security”.',
  },
  'factor-guessed': {
    subject: 'Somebody is guessing your second code',
    body: 'The code from your e-mail was typed right, and the code of the app, or a recovery code, five times wrong. The second step is closed for a quarter of an hour, and after ten wrong codes of the app in a day for a day.\n\nIf it was not you, somebody can read your e-mail: change its password, then end the other sessions on the page “Security”.',
  },
  'added-passkey': {
    subject: 'A passkey was added to your account',
    body: 'The passkey ‘{{device}}’ now opens it, without a letter.\n\nIf it was not you, remove the passkey at once and end the other sessions: {{link}}',
  },
  'added-app': {
    subject: 'An authenticator app was added to your account',
    body: 'The second step of signing in can now be passed with a code of the app.\n\nIf it was not you, switch the app off at once and end the other sessions: {{link}}',
  },
  'added-service': {
    subject: 'A sign-in with ‘{{service}}’ was linked to your account',
    body: 'It can now be opened with ‘{{service}}’.\n\nIf it was not you, unlink it at once and end the other sessions: {{link}}',
  },
  joined: {
    subject: 'Two accounts of yours were joined',
    body: 'It is one account now: {{link}}. Passkeys and the authenticator app of the one that was joined no longer work; add them again if you like.\n\nIf it was not you, write to the administration of the site at once.',
  },
  'moderation-approve': {
    subject: 'Your entry No. {{number}} is published',
    body: 'A moderator has checked ‘{{title}}’, and now everyone can see it.\n\n{{link}}',
  },
  'moderation-return': {
    subject: 'Entry No. {{number}} needs changes',
    body: 'A moderator has returned ‘{{title}}’.\n\nReason: {{reason}}\n\nPlease change it and send it again: {{link}}\n\nIf you disagree, you can answer once: {{appeal}}. Another member of staff will read it.',
  },
  'moderation-hide': {
    subject: 'Entry No. {{number}} is hidden',
    body: 'A moderator has hidden ‘{{title}}’.\n\nReason: {{reason}}\n\n{{link}}\n\nIf you disagree, you can answer once: {{appeal}}. Another member of staff will read it.',
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
    body: 'A moderator has hidden your comment on “{{title}}”.\n\n“{{text}}”\n\nReason: {{reason}}\n\n{{link}}\n\nIf you disagree, you can answer once: {{appeal}}. Another member of staff will read it.',
  },
  'comment-restore': {
    subject: 'Your comment is visible again',
    body: 'A moderator has put your comment on “{{title}}” back.\n\n“{{text}}”\n\n{{link}}',
  },
  'comment-undo': {
    subject: 'The decision about your comment is undone',
    body: 'A moderator has undone the decision about your comment on “{{title}}”. Everything is as it was.\n\n“{{text}}”\n\n{{link}}',
  },
  'photo-hide': {
    subject: 'A photo of entry No. {{number}} is hidden',
    body: 'A moderator has hidden a photo of ‘{{title}}’.\n\nReason: {{reason}}\n\n{{link}}\n\nIf you disagree, you can answer once: {{appeal}}. Another member of staff will read it.',
  },
  'photo-restore': {
    subject: 'A photo of entry No. {{number}} is visible again',
    body: 'A moderator has put a photo of ‘{{title}}’ back.\n\n{{link}}',
  },
  'photo-undo': {
    subject: 'The decision on a photo of entry No. {{number}} is undone',
    body: 'A moderator has undone their decision on a photo of ‘{{title}}’. Everything is as it was.\n\n{{link}}',
  },
  'appeal-granted': {
    subject: 'The decision on entry No. {{number}} is reversed after your answer',
    body: 'Another member of staff has read your answer about ‘{{title}}’ and reversed the decision. Everything is as it was.\n\n{{answer}}\n\n{{link}}',
  },
  'appeal-granted-held': {
    subject: 'The decision on entry No. {{number}} is reversed after your answer',
    body: 'Another member of staff has read your answer about ‘{{title}}’ and reversed the decision. While you are blocked all your entries are hidden; this one will be visible again once the block is lifted.\n\n{{answer}}\n\n{{link}}',
  },
  'appeal-upheld': {
    subject: 'The decision on entry No. {{number}} stands',
    body: 'Another member of staff has read your answer about ‘{{title}}’ and let the decision stand.\n\n{{answer}}\n\n{{link}}',
  },
  merge: {
    subject: 'Entry No. {{number}} is merged with No. {{into}}',
    body: 'The entry ‘{{title}}’ is merged with a similar one: No. {{into}} ‘{{intoTitle}}’. The author’s name, photos, comments and supports are kept. Whoever supported both counts once.\n\nReason: {{reason}}\n\n{{intoLink}}',
  },
  'merge-undo': {
    subject: 'Entries No. {{number}} and No. {{into}} are apart again',
    body: 'The merge of ‘{{title}}’ and ‘{{intoTitle}}’ is undone. Everything is as it was.\n\n{{link}}\n{{intoLink}}',
  },
  split: {
    subject: 'Entry No. {{number}} is split in two',
    body: 'The entry ‘{{title}}’ was about two different things. The second now stands by itself: No. {{into}} ‘{{intoTitle}}’. Supports stay with the first; the second can be supported separately.\n\nReason: {{reason}}\n\n{{link}}\n{{intoLink}}',
  },
  move: {
    subject: 'Entry No. {{number}} is moved on the map',
    body: 'A moderator has corrected the place of ‘{{title}}’ on the map.\n\nReason: {{reason}}\n\n{{link}}',
  },
  'person-block': {
    subject: '{{townName}}: you cannot write for now',
    body: 'You cannot write in {{townName}} {{term}}. Your supports and votes stay, and you may support and vote.\n\nReason: {{reason}}\n\nIf you disagree, answer once: {{appeal}}. Another member of staff will read it.',
  },
  'person-unblock': {
    subject: '{{townName}}: you can write again',
    body: 'You can write in {{townName}} again. If your entries were hidden with it, they are visible again.',
  },
  'block-appeal-granted': {
    subject: '{{townName}}: the block is lifted after your answer',
    body: 'Another member of staff has read your answer and lifted the block. You can write again. If your entries were hidden with it, they are visible again.\n\n{{answer}}',
  },
  'block-appeal-upheld': {
    subject: '{{townName}}: the block stands',
    body: 'Another member of staff has read your answer and let the block stand.\n\n{{answer}}',
  },
  blockedUntil: 'until {{date}}',
  blockedForGood: 'until this is lifted',
  status: {
    subject: 'Entry No. {{number}}: {{status}}',
    body: '‘{{title}}’\n\nThe status is now: {{status}}.\n\n{{link}}',
  },
  answer: {
    subject: 'The town has answered entry No. {{number}}: {{decision}}',
    body: '‘{{title}}’\n\nDecision: {{decision}}\n\n{{answer}}\n\n{{link}}',
  },
}
