/** Addresses of templates and of what phases tell, for the pages of administrators. */
export const templatePaths = {
  adminTemplates: (town: string) => `/${town}/admin/templates`,
  adminTemplate: (town: string, id: string) => `/${town}/admin/templates/${id}`,
  templateFile: (town: string, id: string) => `/${town}/admin/templates/${id}/template.json`,
  adminProcess: (town: string, process: string) => `/${town}/admin/processes/${process}`,
}
