/** Text that others wrote, made safe for a terminal. */

/** Without letters that would steer the terminal or turn the direction of writing. */
export function harmless(text: string): string {
  return text.replaceAll(/[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '?')
}
