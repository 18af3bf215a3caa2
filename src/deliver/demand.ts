/**
 * What a policy demands of the way that a mail takes: a route by name, and TLS at least this good. It stands in front of
 * the destination's name, which the spool keeps with each recipient, so that a retry days later keeps to it.
 */

export interface DeliveryDemand {
  /** Name of a route of the configuration, in place of the one for the recipient's domain. */
  readonly route: string | undefined
  /** `verified` is more than `required`; never less than what the next hop's own setting asks for. */
  readonly tls: 'required' | 'verified' | undefined
}

export const noDemand: DeliveryDemand = { route: undefined, tls: undefined }

const label = /^(?:via=(\S+) )?(?:tls=(required|verified) )?/

export function labelOf({ route, tls }: DeliveryDemand): string {
  return `${route === undefined ? '' : `via=${route} `}${tls === undefined ? '' : `tls=${tls} `}`
}

/** @param name of a destination, as the spool keeps it */
export function demandIn(name: string): DeliveryDemand {
  const [, route, tls] = label.exec(name) ?? []
  return { route, tls: tls === 'required' || tls === 'verified' ? tls : undefined }
}
