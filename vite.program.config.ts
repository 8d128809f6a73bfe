import { defineConfig } from 'vite'

/** The program that serves, as plain JavaScript: from TypeScript it takes twice the processor's time to start. */
export default defineConfig({
  publicDir: false,
  build: {
    ssr: 'app/cli/main.ts',
    outDir: 'build/program',
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    copyPublicDir: false,
  },
})
