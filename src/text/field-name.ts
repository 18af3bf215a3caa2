/** Names of header fields as people write them. */

/** `reply-to` as `Reply-To`. */
export function fieldName(lower: string): string {
  return lower.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase())
}
