/**
 * Writes text in the encodings that HR systems in Japan still use. The product only reads them; the
 * demo company and the tests need files that were really written so.
 */

export type DumpEncoding = 'utf-8' | 'cp932' | 'euc-jp'

const labels = { cp932: 'shift_jis', 'euc-jp': 'euc-jp' } as const
const tables = new Map<string, ReadonlyMap<string, readonly number[]>>()

/** Node only decodes these; two bytes of each character come from asking the decoder for all. */
function tableOf(encoding: keyof typeof labels): ReadonlyMap<string, readonly number[]> {
  const known = tables.get(encoding)
  if (known !== undefined) return known
  const decoder = new TextDecoder(labels[encoding], { fatal: true })
  const table = new Map<string, readonly number[]>()
  if (encoding === 'cp932') {
    // Half-width katakana, one byte each.
    for (let byte = 0xa1; byte <= 0xdf; byte += 1) table.set(decoder.decode(Uint8Array.of(byte)), [byte])
  }
  for (let lead = 0x81; lead <= 0xfc; lead += 1) {
    // NEC's copies of IBM's extensions: Windows reads them, and writes IBM's own.
    if (encoding === 'cp932' && (lead === 0xed || lead === 0xee)) continue
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      try {
        const text = decoder.decode(Uint8Array.of(lead, trail))
        if (isOneCharacter(text) && !table.has(text)) table.set(text, [lead, trail])
      } catch {
        // Not a pair of this encoding.
      }
    }
  }
  tables.set(encoding, table)
  return table
}

function isOneCharacter(text: string): boolean {
  return text.length > 0 && String.fromCodePoint(text.codePointAt(0) ?? 0) === text
}

/** Throws on a character that the encoding does not have. */
export function encode(text: string, encoding: DumpEncoding): Uint8Array {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8')
  const table = tableOf(encoding)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) {
      bytes.push(code)
      continue
    }
    const pair = table.get(character)
    if (pair === undefined) throw new Error(`${encoding} cannot write ${character}`)
    bytes.push(...pair)
  }
  return Uint8Array.from(bytes)
}
