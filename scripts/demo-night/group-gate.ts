/** What the gate that only knows groups is given: the domains of the company, nobody, and policies that ask for groups. */

export const nobodysDump = 'number,name,mail,role,unit\nE0,Nobody,nobody@elsewhere.example,x,u\n'

export function nobodysRules(domains: readonly string[]): string {
  return `version: 1
local_domains: [${domains.join(', ')}]
hr:
  columns: { employee: number, name: name, email: mail, role: role }
  units: [{ key: bureau, column: unit }]
patterns:
  - id: none
    when: { bureau: "*" }
    tiers: {}
    senders: [{ tier: "*", accept: [{ people: [E0] }] }]
`
}

/** As in `docs/policies.md`, "A gate that only knows groups". */
export const groupPolicies = `version: 1
policies:
  - id: exempt
    when: { sender: { group: exempt, identity: all } }
    action: pass
  - id: in-no-pair
    when: { recipients: { any: { outside: true } } }
    unless: { sender: { group: "*/senders", identity: all } }
    action: refuse
  - id: supervisor-by-groups
    when:
      - recipients: { any: { outside: true } }
      - groups: { senderIn: "*/senders", noRecipientIn: "*/approvers" }
    action: refuse
`
