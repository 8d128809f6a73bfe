import { seedDemo } from '#app/seed/demo.server.ts'
import { seedPractices } from '#app/seed/practices.server.ts'
import { removeDemo } from '#app/seed/remove-demo.server.ts'
import { CliError } from './cli-error.ts'
import { withStore } from './with-store.ts'

export function runSeed({ fresh = false }: { fresh?: boolean }) {
  return withStore(() => seed(fresh))
}

async function seed(isFresh: boolean) {
  if (process.env.SREDA_MODE === 'production') {
    throw new CliError(
      'The demo town is only for SREDA_MODE=demo: its administrators are known to everybody.',
    )
  }
  if (isFresh && (await removeDemo())) console.log('The old demo town is removed.')
  await seedPractices()
  const seeded = await seedDemo()
  if (!seeded) return console.log('The demo town is already there; `npx sreda seed --fresh` starts it anew.')
  console.log(
    `The demo town is ready: ${seeded.contributions} contributions, ${seeded.supports} supports, ${seeded.photos} pictures.`,
  )
}
