/** The names and versions of app/i18n/en/document-texts.ts, whose paragraphs only the server reads. */
export const documents = {
  'personal-data': { title: 'Consent to the processing of personal data', version: '2026-11-23' },
  data: { title: 'What is stored and for how long', version: '2026-11-23' },
  rules: { title: 'Rules of the discussion', version: '2026-11-01' },
  accessibility: { title: 'Accessibility of this site', version: '2026-11-01' },
  about: { title: 'About', version: '2026-11-23' },
}
