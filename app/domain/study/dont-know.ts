/** "Don't know" in a form; among the values it is null. */
export const DONT_KNOW = 'dont-know'
