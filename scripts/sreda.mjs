#!/usr/bin/env node
// npx sreda COMMAND: the command line, from any folder.
import { ensureBuilt, ensureInstalled, loadEnv, PROGRAM, requireNode, runProgram } from './ensure.mjs'

requireNode()
loadEnv()
ensureInstalled()
const serves = process.argv[2] === 'serve'
if (serves) ensureBuilt()
runProgram([serves ? PROGRAM : 'app/cli/main.ts', ...process.argv.slice(2)], {
  // Files are named from where the command was given, though the program runs in its own folder.
  env: { SREDA_CALLED_FROM: process.cwd(), NODE_ENV: process.env.NODE_ENV ?? 'production' },
})
