/// Why a statement changed nothing. A value that is kept and shown, since both sides must see the same;
/// an error where a caller asks before it says something.
package enum TransitionRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The complaint that it speaks of was written after it.
    case complaintUnknown
    /// Only the platform says this.
    case notThePlatform
    /// Only who filed the complaint says this.
    case notTheComplainant
    /// The platform files for an account, or from its screening.
    case complainantMissing
    case listingUnknown(place: Int)
    case stage(ListingStage)
    /// It answers another objection, request or order than the one that is open.
    case answersAnother
    /// An objection is for a person.
    case automatic
    /// An objection is decided by another person than the decision that it objects to.
    case samePerson
    /// Said after the time for it.
    case windowClosed
    case tooMany(Int)
    /// Nothing is ordered that could be confirmed, or something else is.
    case nothingOrdered

    package var keyword: String {
        switch self {
        case .complaintUnknown: "complaint-unknown"
        case .notThePlatform: "not-the-platform"
        case .notTheComplainant: "not-the-complainant"
        case .complainantMissing: "complainant-missing"
        case .listingUnknown: "listing-unknown"
        case .stage: "stage"
        case .answersAnother: "answers-another"
        case .automatic: "automatic"
        case .samePerson: "same-person"
        case .windowClosed: "window-closed"
        case .tooMany: "too-many"
        case .nothingOrdered: "nothing-ordered"
        }
    }

    package var description: String {
        switch self {
        case .complaintUnknown: "the complaint was written after this, so it cannot speak of it"
        case .notThePlatform: "only the platform says this"
        case .notTheComplainant: "only who filed the complaint says this"
        case .complainantMissing:
            "the platform files for a hosted account or from its own screening, and this names neither"
        case .listingUnknown(let place): "the complaint has no listing at place \(place)"
        case .stage(let stage): "the listing is '\(stage.rawValue)', where this cannot be done"
        case .answersAnother: "it answers something else than what is open"
        case .automatic: "an objection is decided by a person"
        case .samePerson: "an objection is decided by a person who has not decided here before"
        case .windowClosed: "the time for it is over"
        case .tooMany(let most): "there are \(most) already, and no more may be"
        case .nothingOrdered: "nothing of the kind was ordered"
        }
    }
}
