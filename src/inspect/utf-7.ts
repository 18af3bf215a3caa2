/** UTF-7 (RFC 2152), which no browser reads any more, but mail programs do. */

const shifted = /\+([A-Za-z0-9+/]*)-?/g

/** `text`: one byte held in a character. */
export function decodeUtf7(text: string): string {
  return text.replace(shifted, (_, run: string) => {
    if (run === '') return '+'
    const octets = Buffer.from(run, 'base64')
    return octets
      .subarray(0, octets.length - (octets.length % 2))
      .swap16()
      .toString('utf16le')
  })
}
