/**
 * What an inspection found in the content of a mail, as values: names of files, and of its texts only what was asked about
 * them, with a few short examples. Small enough to be recorded with the decision, so that a replay can judge by them.
 */

import { createHash } from 'node:crypto'

/** What kept the inspection from seeing something. It makes an answer "cannot tell", never "no". */
export interface Trouble {
  readonly kind: TroubleKind
  /** Where: `1.2` counts MIME parts from 1, `2/inner.zip/report.docx` goes into archives. */
  readonly path: string
  /** Which bound, charset or fault; printable, at most 100 characters. */
  readonly detail: string
  /** What it leaves in doubt: the text of the mail, its files, or both; not said: both. */
  readonly scope?: TextScope
}

export type TroubleKind =
  | 'encrypted'
  | 'corrupt'
  | 'over-bound'
  | 'unknown-charset'
  /** A format that is not read (`.doc`, images); whether that matters is the condition's to say. */
  | 'unsupported'
  | 'timed-out'

/** A file in the mail or inside an archive of it. */
export interface AttachmentFacts {
  readonly path: string
  /** Every name that any mail program may save it under; empty where it has none. At most 20. */
  readonly names: readonly string[]
  /** Lower case without the dot, of all `names`, as a file system takes them (trailing dots and white space off). */
  readonly extensions: readonly string[]
  /** As declared, lower case. */
  readonly mediaType: string
  /** By its first octets, lower case; `undefined` where they tell nothing. */
  readonly trueType: string | undefined
  /** Octets once decoded. */
  readonly size: number
  /** 0: a part of the mail; n: inside n archives or attached mails. */
  readonly depth: number
  /** It, or something inside it, needs a password or a key. */
  readonly isEncrypted: boolean
  /** Shown within the text (an image of a signature), by its `Content-ID` and disposition. */
  readonly isInline: boolean
}

/** What kind of message it is, as its fields and structure say. */
export type MessageKind =
  | 'automatic-reply'
  | 'calendar'
  | 'delivery-report'
  | 'disposition-report'
  | 'smime-signed'
  | 'smime-encrypted'
  | 'pgp-signed'
  | 'pgp-encrypted'
  | 'tnef'

/** Where a text question looks. */
export interface TextScope {
  /** Every text part of the mail, decoded; of HTML both what a reader sees and what is hidden. */
  readonly body: boolean
  /** The text of attached files, in archives too. */
  readonly attachments: boolean
}

export type PersonalData = 'card' | 'my-number' | 'bank-account' | 'phone' | 'postal-address' | 'mail-address'

/** A question about the text of a mail, asked where the text is: it never leaves the inspection. */
export type TextQuestion = TextScope &
  (
    | {
        readonly kind: 'words'
        readonly words: readonly string[]
        /** Only what the author wrote himself, as far as can be told: not the mail that he answers. */
        readonly own?: true
      }
    /** A pattern that a linear engine takes; `ignoreCase` is the flag i. */
    | { readonly kind: 'pattern'; readonly pattern: string; readonly ignoreCase: boolean }
    | { readonly kind: 'personal-data'; readonly data: PersonalData }
  )

export interface TextAnswer {
  /** Distinct findings, up to a bound of 10,000. */
  readonly found: number
  /** At most five. `text` at most 60 characters, masked where it is personal data. */
  readonly examples: readonly { readonly path: string; readonly text: string }[]
  /** What could not be searched within the scope: with nothing found the answer is "cannot tell". */
  readonly troubles: readonly Trouble[]
}

export interface ContentFacts {
  readonly kinds: readonly MessageKind[]
  readonly attachments: readonly AttachmentFacts[]
  /** Parts of any kind, attached mails and archives' members included. */
  readonly parts: number
  readonly troubles: readonly Trouble[]
  /** By `questionKey`; a question that was not asked has none. */
  readonly answers: ReadonlyMap<string, TextAnswer>
}

const longestKey = 80

/**
 * The same question has the same key, in every revision. It stands in the record of each mail, so a long list of words goes
 * into it as a digest.
 */
export function questionKey(question: TextQuestion): string {
  const { kind, body, attachments } = question
  const scope = `${body ? 'b' : ''}${attachments ? 'a' : ''}`
  switch (question.kind) {
    case 'words':
      return `${question.own === true ? 'own-' : ''}${kind} ${scope} ${shortened(JSON.stringify(question.words))}`
    case 'pattern':
      return `${kind} ${scope} ${shortened(JSON.stringify([question.pattern, question.ignoreCase]))}`
    case 'personal-data':
      return `${kind} ${scope} ${question.data}`
  }
}

function shortened(text: string): string {
  return text.length <= longestKey ? text : createHash('sha256').update(text).digest('base64url')
}
