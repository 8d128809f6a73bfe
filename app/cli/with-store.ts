import { getStore, type Store } from '#db/store.server.ts'

/** Opens the database (which brings it to this version's schema), does one thing, and closes it again. */
export async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = await getStore()
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
