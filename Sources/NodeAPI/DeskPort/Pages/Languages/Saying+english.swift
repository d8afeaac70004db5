extension Catalogue {
    static let englishSaying: @Sendable (SayingText) -> String = { text in
        switch text {
        case .heading: "What this member says of it"
        case .lead:
            "It is signed in this member's name, and shown once more before, with who will be able to read it."
        case .object: "Object"
        case .objectLead:
            "What is reported of it is wrong. Whoever reported it stands by it or withdraws it."
        case .sight: "Say that it was seen again"
        case .sightLead: "How often this member saw it, in all: a newer total replaces it."
        case .link: "Link another identifier"
        case .linkLead: "Both are of one operator."
        case .withdraw: "Withdraw"
        case .withdrawLead:
            "Takes back what this member says of it in a channel. That it was said stays in the log."
        case .ownWords: "In your words"
        case .total: "How often, in all"
        case .soFar: "This member's total so far"
        case .otherIdentifier: "The other identifier"
        case .shows: "What shows it"
        case .which: "What is withdrawn"
        case .reports: "reports"
        case .objections: "objections"
        case .links: "links"
        case .sightings: "totals of how often it was seen"
        case .statements: "Statements"
        case .look: "Look at it once more"
        case .confirmHeading: "Before it is signed"
        case .sign: "Sign it, for good"
        case .takeBack: "Withdraw it, for good"
        case .back: "Back to the identifier, signing nothing"
        case .objected: "The objection is signed."
        case .sighted: "The total is signed."
        case .linked: "The link is signed."
        case .takenBack: "It is withdrawn."
        }
    }
}
