/**
 * The clock of the demonstration: a year is played in two minutes, so its programs are started with this module loaded first
 * (`NODE_OPTIONS=--import …`), and tell the time of the demonstration instead of that of the machine. Nothing in the product
 * knows of it. The difference stands in a file of eight octets, so that all processes and their threads change at once.
 */

import { openSync, readSync } from 'node:fs'

const file = process.env['SEKISHO_DEMO_CLOCK']
if (file !== undefined) shiftClock(openSync(file, 'r'))

function shiftClock(descriptor: number): void {
  const MachineDate = Date
  const machineNow = Date.now
  const octets = new Float64Array(1)
  const now = (): number => {
    readSync(descriptor, octets, 0, octets.byteLength, 0)
    return machineNow() + (octets[0] ?? 0)
  }
  globalThis.Date = new Proxy(MachineDate, {
    construct: (target, values, asked) => {
      const made: unknown = Reflect.construct(target, values.length === 0 ? [now()] : values, asked)
      return made instanceof MachineDate ? made : new MachineDate(Number.NaN)
    },
    apply: () => new MachineDate(now()).toString(),
  })
  Object.defineProperty(MachineDate, 'now', { value: now })
  const instant = (): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(now())
  const zoned = (zone?: Temporal.TimeZoneLike): Temporal.ZonedDateTime =>
    instant().toZonedDateTimeISO(zone ?? Temporal.Now.timeZoneId())
  const shifted = {
    instant,
    zonedDateTimeISO: zoned,
    plainDateTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDateTime(),
    plainDateISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainDate(),
    plainTimeISO: (zone?: Temporal.TimeZoneLike) => zoned(zone).toPlainTime(),
  }
  for (const [name, value] of Object.entries(shifted)) Object.defineProperty(Temporal.Now, name, { value })
}
