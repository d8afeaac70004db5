import MergedView

/// Witnessed and pending, in the words of people.
enum ConfirmationWords {
    /// - Parameter confirmation: the raw value of a `Confirmation`; nil where nothing counts.
    static func text(_ confirmation: String?) -> String {
        switch confirmation.flatMap(Confirmation.init) {
        case .witnessed: "independently confirmed"
        case .pending: "awaiting confirmation"
        case nil: ""
        }
    }
}
