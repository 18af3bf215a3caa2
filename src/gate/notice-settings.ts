/** What the configuration says of refusal notices, as their parts want it. */

import type { Config } from '../config/schema.ts'
import type { NoticeAuthor } from '../deliver/notice-letter.ts'

/** Without a configured sender a notice is shown as from the mailer daemon, as bounces are. */
export function noticeAuthor({ hostname, refusal }: Pick<Config, 'hostname' | 'refusal'>): NoticeAuthor {
  return { hostname, address: refusal.from === '' ? `mailer-daemon@${hostname}` : refusal.from }
}
