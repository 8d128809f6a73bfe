// The door of a count's thread: TypeScript is not known in a new thread before somebody says so.
import { register } from 'tsx/esm/api'

register()
await import(new URL('./count-worker.server.ts', import.meta.url).href)
