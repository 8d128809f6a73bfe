export type BrowserFault = 'denied' | 'failed'

export interface BrowserAddress {
  endpoint: string
  p256dh: string
  auth: string
}

export function canPush(): boolean {
  return 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
}

/**
 * Asks the browser, and through it the person, for an address to send messages to.
 * @param publicKey of this site, base64url: only who holds its other half can write to the address
 */
export async function askBrowser(publicKey: string): Promise<BrowserAddress | BrowserFault> {
  try {
    if ((await Notification.requestPermission()) !== 'granted') return 'denied'
    await navigator.serviceWorker.register('/sw.js')
    const { pushManager } = await navigator.serviceWorker.ready
    const subscription = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: publicKey,
    })
    const { endpoint, keys } = subscription.toJSON()
    if (!endpoint || !keys?.p256dh || !keys.auth) return 'failed'
    return { endpoint, p256dh: keys.p256dh, auth: keys.auth }
  } catch {
    return 'failed'
  }
}
