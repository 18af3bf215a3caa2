/**
 * How much of a mail is inspected. Beyond a bound nothing is looked at and the facts say so (`over-bound`, `timed-out`):
 * no answer of an inspection is ever a "no" about something that was not seen.
 */

export interface InspectionBounds {
  /** For one mail, from the hand-over to the facts. */
  readonly seconds: number
  /** Octets of the mail itself, and together of all that is decoded or unpacked out of it. */
  readonly octets: number
  /** MIME parts, attached mails and members of archives. */
  readonly parts: number
  /** Multiparts and attached mails inside each other. */
  readonly depth: number
  /** Archives inside each other. */
  readonly archiveDepth: number
  /** Members of one archive. */
  readonly members: number
  /** How many times larger than in its archive a member may become, above the first megabyte. */
  readonly ratio: number
  /** Characters of text that are searched. */
  readonly text: number
}
