/// A step of one listing, by its name. The raw value is what a program reads.
package enum Transition: String, CaseIterable, Sendable {
    case file
    case requestEvidence = "request-evidence"
    case supplyEvidence = "supply-evidence"
    case `return`
    case refile
    case takeDown = "take-down"
    case refuse
    /// A person looked at an automatic decision again, and decides the same.
    case affirm
    /// The same of a refusal, and it goes down after all.
    case reverseRefusal = "reverse-refusal"
    case counter
    case appeal
    case upholdTakedown = "uphold-takedown"
    case overturnTakedown = "overturn-takedown"
    case upholdRefusal = "uphold-refusal"
    case overturnRefusal = "overturn-refusal"
    case reinstate
    case withdraw
    case confirmTakedown = "confirm-takedown"
    case confirmRestoration = "confirm-restoration"
    case escalate
    case hold
    case pause
    /// A seizure or a test buy.
    case record

    /// The stages in which it may be done; in any other it is refused.
    package var from: [ListingStage] {
        switch self {
        case .file: []
        case .requestEvidence, .return, .takeDown, .refuse: [.filed, .evidenceRequested]
        case .supplyEvidence: [.evidenceRequested]
        case .refile: [.returned]
        case .affirm: [.takenDown, .refused]
        case .reverseRefusal: [.refused]
        case .counter: [.takenDown]
        case .appeal: [.refused, .returned]
        case .upholdTakedown, .overturnTakedown: [.contested]
        case .upholdRefusal, .overturnRefusal: [.appealed]
        case .reinstate: [.takenDown, .contested, .takedownUpheld]
        case .withdraw:
            [
                .filed, .evidenceRequested, .returned, .takenDown, .contested, .appealed,
                .takedownUpheld,
            ]
        case .confirmTakedown, .escalate, .confirmRestoration, .record:
            ListingStage.allCases
        case .hold, .pause: [.filed, .evidenceRequested, .takenDown, .contested, .appealed]
        }
    }

    /// Where it leads; nil where the listing stays in its stage.
    package var to: ListingStage? {
        switch self {
        case .file, .supplyEvidence: .filed
        case .requestEvidence: .evidenceRequested
        case .return: .returned
        case .refile: .refiled
        case .takeDown, .overturnRefusal, .reverseRefusal: .takenDown
        case .refuse: .refused
        case .counter: .contested
        case .appeal: .appealed
        case .upholdTakedown: .takedownUpheld
        case .overturnTakedown, .reinstate: .reinstated
        case .upholdRefusal: .refusalUpheld
        case .withdraw: .withdrawn
        case .affirm, .confirmTakedown, .confirmRestoration, .escalate, .hold, .pause, .record:
            nil
        }
    }
}
