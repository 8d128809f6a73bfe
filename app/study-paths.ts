/** Addresses of place audits and surveys: few pages lead there, and those that do not need not load them. */
export const studyPaths = {
  audit: (town: string, space: string) => `/${town}/spaces/${space}/audit`,
  audits: (town: string, space: string) => `/${town}/spaces/${space}/audits`,
  forms: (town: string) => `/${town}/forms`,
  form: (town: string, form: string) => `/${town}/forms/${form}`,
  adminForms: (town: string) => `/${town}/admin/forms`,
  adminForm: (town: string, form: string) => `/${town}/admin/forms/${form}`,
}
