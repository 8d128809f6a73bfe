/*
 * Imported before the server with `--expose-gc`: on SIGUSR2 it throws away what nobody needs and prints its resident
 * memory, MB. Else the garbage of minutes ago would hide what is held now.
 */
process.on('SIGUSR2', function tellMemory() {
  globalThis.gc!()
  globalThis.gc!()
  console.log(`memory ${process.memoryUsage().rss / 1024 / 1024}`)
})
