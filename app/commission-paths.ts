import { withQuery } from '#app/paths.ts'

/** Addresses of the commission and of what a process needs for a contest. Kept from app/paths.ts, which every page loads. */
export const commissionPaths = {
  index: (town: string) => `/${town}/commission`,
  members: (town: string) => `/${town}/commission/members`,
  newSession: (town: string, process?: string) => withQuery(`/${town}/commission/new`, { process }),
  /** The version in force unless another is asked for. */
  session: (town: string, session: string, version?: number) =>
    withQuery(`/${town}/commission/${session}`, { version: version?.toString() }),
  edit: (town: string, session: string) => `/${town}/commission/${session}/edit`,
  /** Without a version the draft, for the staff. */
  paper: (town: string, session: string, format: 'docx' | 'pdf', version?: number) =>
    withQuery(`/${town}/commission/${session}/protocol.${format}`, { version: version?.toString() }),
  proofs: (town: string, process: string) => `/${town}/processes/${process}/proofs`,
  proofFile: (town: string, process: string, proof: string) =>
    `/${town}/processes/${process}/proofs/${proof}`,
  money: (town: string, process: string) => `/${town}/processes/${process}/money`,
  moneyCsv: (town: string, process: string) => `/${town}/processes/${process}/money.csv`,
  editMoney: (town: string, process: string) => `/${town}/processes/${process}/money/edit`,
  readiness: (town: string, process: string) => `/${town}/processes/${process}/readiness`,
  annexes: (town: string, process: string) => `/${town}/processes/${process}/readiness.zip`,
}
