// npm run dev: the same server with Vite in it, so that a saved file shows at once.
import { ensureInstalled, loadEnv, requireNode, runProgram } from './ensure.mjs'

requireNode()
loadEnv()
ensureInstalled()
runProgram(['app/cli/main.ts', 'serve'], { env: { SREDA_DEV: '1', NODE_ENV: 'development' } })
