/// Where an account at the platform stands. The raw value is what a program reads.
package enum AccountStage: String, CaseIterable, Sendable {
    /// Somebody has asked for it; nothing of what it says is proved.
    case applied
    /// A code is on its way to the registered owner.
    case codeSent = "code-sent"
    /// An owner has answered with its code: complaints may be filed.
    case verified
    /// By a person of the platform, until a person lifts it.
    case suspended
    /// For good.
    case closed

    /// Whether no owner has answered yet, and nothing was ever filed: no other stage leads back to these.
    package var isUnverified: Bool { self == .applied || self == .codeSent }

    /// Whether its holder may sign in: also to see why it may do nothing more.
    package var letsIn: Bool { self != .closed }
}
