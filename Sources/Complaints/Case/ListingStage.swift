/// Where one listing of a complaint stands. The raw value is what a program reads.
package enum ListingStage: String, CaseIterable, Sendable {
    /// To be decided; the clock runs.
    case filed
    /// The platform asked for more; the clock stands still.
    case evidenceRequested = "evidence-requested"
    /// Sent back with what to mend. Not closed: nothing was decided.
    case returned
    /// Filed again in another complaint.
    case refiled
    case takenDown = "taken-down"
    case refused
    /// The seller has answered a takedown; another person decides.
    case contested
    /// The complainant objects to a refusal; another person decides.
    case appealed
    /// The takedown stands, after the seller was heard.
    case takedownUpheld = "takedown-upheld"
    /// The refusal stands, after the complainant was heard.
    case refusalUpheld = "refusal-upheld"
    /// Back, with an answer to the seller or without.
    case reinstated
    case withdrawn

    /// Whether the platform has answered what it was asked. A return does not answer it.
    package var isClosed: Bool {
        switch self {
        case .takenDown, .refused, .contested, .appealed, .takedownUpheld, .refusalUpheld,
            .reinstated, .withdrawn:
            true
        case .filed, .evidenceRequested, .returned, .refiled: false
        }
    }

    /// Whether the platform's first decision is still to come.
    package var awaitsDecision: Bool { self == .filed || self == .evidenceRequested }

    /// Whether a person has to decide an objection.
    package var awaitsObjection: Bool { self == .contested || self == .appealed }

    /// Whether the listing is down, or ordered to be.
    package var isDown: Bool {
        self == .takenDown || self == .contested || self == .takedownUpheld
    }
}
