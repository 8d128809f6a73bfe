// The door of the thread that reads a file: TypeScript is not known in a new thread before somebody says so.
import { register } from 'tsx/esm/api'

register()
await import(new URL('./plan-worker.server.ts', import.meta.url).href)
