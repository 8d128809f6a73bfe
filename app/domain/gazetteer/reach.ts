/** How far off each kind of entry still says where something is, metres. */
export const REACH_M = { house: 60, landmark: 60, street: 120, place: 500 } as const
