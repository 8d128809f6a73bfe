import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'
import { manualChunks } from './client-chunks.ts'
import remixConfig from './remix.config.js'

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [tailwindcss(), remix(remixConfig)],
  server: { hmr: { port: 24679 } },
  build: {
    target: 'es2020',
    minify: 'terser',
    terserOptions: { ecma: 2020, compress: { passes: 3 } },
    assetsInlineLimit: 0,
    cssMinify: 'lightningcss',
    rollupOptions: { output: isSsrBuild ? {} : { manualChunks } },
  },
}))
