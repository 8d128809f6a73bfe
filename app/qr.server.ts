import { toString as toSvg } from 'qrcode'

/** A QR code as the address of a picture, black on white in every theme; scripts are not needed to see it. */
export async function qrImage(text: string): Promise<string> {
  const svg = await toSvg(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
}
