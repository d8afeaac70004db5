/// The forms of an identifier's page by which something is said of it beside a report, or taken back.
enum SayingForm: String, CaseIterable, Sendable {
    case object, sight, link, withdraw

    /// Names the identifier that it is about, by its key.
    static let identifier = "key"
    /// Random, in the form that signs alone: what was looked at is signed once, however often a browser sends it.
    static let once = "once"
    /// In the form that withdraws: the statements that were looked at.
    static let seen = "seen"

    var path: String { "\(IdentifierLink.path)/\(rawValue)" }

    /// What is typed or chosen in it.
    var fields: [String] {
        switch self {
        case .object: ["channel", "reason", "tlp", Self.words, Self.seller]
        case .sight: ["channel", "total", "first", "last"]
        case .link: ["channel", "kind", "value", "basis", "confidence", "tlp", Self.shows]
        case .withdraw: [Self.which]
        }
    }

    static let words = "words"
    static let seller = "seller"
    static let shows = "shows"
    static let which = "which"

    /// Where somebody writes most.
    var longest: String? {
        switch self {
        case .object: Self.words
        case .link: Self.shows
        case .sight, .withdraw: nil
        }
    }

    var title: SayingText {
        switch self {
        case .object: .object
        case .sight: .sight
        case .link: .link
        case .withdraw: .withdraw
        }
    }

    var lead: SayingText {
        switch self {
        case .object: .objectLead
        case .sight: .sightLead
        case .link: .linkLead
        case .withdraw: .withdrawLead
        }
    }

    var done: SayingText {
        switch self {
        case .object: .objected
        case .sight: .sighted
        case .link: .linked
        case .withdraw: .takenBack
        }
    }
}
