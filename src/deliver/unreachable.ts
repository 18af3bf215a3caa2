/** Why no connection to a host came about; printable. */
export class Unreachable extends Error {
  override readonly name: string = 'Unreachable'
}
