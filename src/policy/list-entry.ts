/** What named lists hold, and when two of their entries are the same. */

import { normalWord } from '../inspect/normal-text.ts'
import { canonicalAddress, lowerAscii } from '../mail/address.ts'
import type { NamedList } from './world.ts'

export type ListKind = NamedList['kind']

export const listKinds: readonly ListKind[] = ['addresses', 'domains', 'words']

/** As lists are compared: `A@EXAMPLE.COM` is `a@example.com`. */
export function entryKey(kind: ListKind, entry: string): string {
  switch (kind) {
    case 'addresses':
      return canonicalAddress(entry) ?? entry
    case 'domains':
      return lowerAscii(entry)
    case 'words':
      return normalWord(entry)
  }
}
