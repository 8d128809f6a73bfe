/** What the address of uploads answers: where to go, or why not; neither when no answer came. */
export interface UploadAnswer {
  to?: string
  message?: string
}

interface Options {
  /** The share that has been sent, 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** Posts a form with a file. `fetch` does not tell how much of a body is sent. */
export function sendWithProgress(url: string, form: FormData, { onProgress, signal }: Options) {
  return new Promise<UploadAnswer>((resolve) => {
    const request = new XMLHttpRequest()
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onloadend = () => resolve(readAnswer(request))
    signal.addEventListener('abort', () => request.abort())
    request.open('POST', url)
    request.send(form)
  })
}

function readAnswer({ responseText }: XMLHttpRequest): UploadAnswer {
  try {
    const { to, message } = JSON.parse(responseText) as Record<string, unknown>
    return {
      ...(typeof to === 'string' && { to }),
      ...(typeof message === 'string' && { message }),
    }
  } catch {
    // An answer of a proxy in between, or none.
    return {}
  }
}
