/** An alarm as a message of syslog (RFC 5424). */

import type { AlarmKind, NightAlarm } from './night-alarms.ts'

/** RFC 5424 section 6.2.1: alert 1, critical 2, warning 4, notice 5. */
const severities: Readonly<Record<AlarmKind | 'all-clear', number>> = {
  'gate-down': 1,
  missing: 1,
  failed: 2,
  stopped: 2,
  unpublished: 2,
  unreadable: 2,
  late: 4,
  calendar: 4,
  'all-clear': 5,
}

/** The number is the one for private use in examples (RFC 5612): programs know the element by its name. */
const element = 'sekisho@32473'
/** Octets that every collector takes (RFC 5426 section 3.2: 2,048), less the head. */
const longestText = 1_500

export interface SyslogFacts {
  /** RFC 5424 section 6.2.1. */
  readonly severity: number
  /** Names and values of the structured data; those that are empty are left out. */
  readonly facts: readonly (readonly [string, string])[]
}

export function syslogFacts({ kind, of, run, isReminder, since, targets }: NightAlarm): SyslogFacts {
  return {
    severity: severities[kind],
    facts: [
      ['kind', kind],
      ['of', of],
      ['run', run === undefined ? '' : String(run)],
      ['targets', targets.join(',')],
      ['reminder', String(isReminder)],
      ['since', new Date(since).toISOString()],
    ],
  }
}

/**
 * Without a frame.
 * @param text for a person; several lines become one
 */
export function alarmMessage(
  { severity, facts }: SyslogFacts,
  text: string,
  { facility, hostname }: { readonly facility: number; readonly hostname: string },
  now: number,
): Buffer {
  const data = facts
    .filter(([, value]) => value !== '')
    .map(([name, value]) => ` ${name}="${value.replaceAll(/[\\"\]]/g, '\\$&')}"`)
  const priority = facility * 8 + severity
  const head = `<${priority}>1 ${new Date(now).toISOString()} ${hostname} sekisho - alarm [${element}${data.join('')}] `
  return Buffer.from(head + cut(text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')))
}

function cut(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= longestText) return text
  // Half a character at the end is left out.
  return new TextDecoder().decode(bytes.subarray(0, longestText), { stream: true })
}
