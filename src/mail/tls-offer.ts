/** What the mail servers of a domain offered when they were asked last; the weakest of them counts. */

export type TlsOffer = 'verified' | 'offered' | 'none' | 'unknown'
