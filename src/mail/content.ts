/**
 * The content of a mail between its intake and its hand-over: kept in its wire form (lines end in
 * CRLF, leading dots doubled as RFC 5321 section 4.5.2 says), so that what was judged leaves byte for byte.
 */

import type { Ambiguity } from './mail.ts'

export interface Content {
  /**
   * The wire bytes without the final `.` CRLF line; always ends in CRLF (or is empty). `memory` up to the
   * limit of the configuration, else a file that `dispose` closes. `path`: its name until then, if it is a temporary
   * file, which nobody changes any more.
   */
  readonly wire:
    | { readonly kind: 'memory'; readonly chunks: readonly Buffer[] }
    | { readonly kind: 'file'; readonly descriptor: number; readonly path?: string }
  /** Octets of `wire`. */
  readonly size: number
  /** Any line begins with a dot: only then does `wire` differ from the mail it stands for. */
  readonly dotted: boolean
  /** The header section with its closing empty line, leading dots undoubled. */
  readonly header: Buffer
  /** NUL, bare CR and bare LF anywhere in the content. */
  readonly lineFaults: readonly Ambiguity[]
  /** Releases the temporary file; does nothing for content in memory. */
  readonly dispose: () => void
}
