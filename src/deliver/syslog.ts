/**
 * Sends records of decisions to a collector by syslog, as messages of RFC 5424. What was written to a connection that then
 * breaks is sent again.
 */

import type { Receiver } from './decision-stream.ts'
import { shortened, streamedRecord, type StreamedRecord } from './streamed-record.ts'
import { openSyslogTransport, type CollectorSettings } from './syslog-transport.ts'

export interface SyslogSettings extends CollectorSettings {
  readonly facility: number
  /** Octets of one message. */
  readonly octets: number
  /** Of this gate. */
  readonly hostname: string
}

/** RFC 5424 section 6.2.1. */
const severity = { notice: 5, informational: 6 }
const batch = 500

/** One message, without a frame. */
export function syslogMessage(
  { kind, at, isNotable, text }: StreamedRecord,
  { facility, hostname, octets }: Pick<SyslogSettings, 'facility' | 'hostname' | 'octets'>,
): Buffer {
  const priority = facility * 8 + (isNotable ? severity.notice : severity.informational)
  const head = `<${priority}>1 ${at} ${hostname} sekisho - ${kind} - `
  const message = Buffer.from(head + text)
  return message.length <= octets ? message : Buffer.from(head + shortened(text))
}

export function createSyslog(settings: SyslogSettings): Receiver {
  const transport = openSyslogTransport(settings)
  return {
    batch,
    send: async (lines) => {
      const messages = lines.flatMap((line) => {
        const record = streamedRecord(line)
        return record === undefined ? [] : [syslogMessage(record, settings)]
      })
      try {
        await transport.write(messages)
        return { kind: 'taken', dropped: 0 }
      } catch (fault) {
        transport.close()
        return { kind: 'failed', why: whyOf(fault) }
      }
    },
    close: async () => {
      transport.close()
      await Promise.resolve()
    },
  }
}

/** The words of the system, or its code where it has none. */
function whyOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault)
  return fault.message === '' && 'code' in fault ? String(fault.code) : fault.message
}
