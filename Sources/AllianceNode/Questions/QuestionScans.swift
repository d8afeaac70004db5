package import ProductAuthentication

/// Where the owner notes that somebody asked about one of its items: each question is a sight of the
/// number somewhere, and copies are found out by numbers that are seen too often or too far apart.
///
/// Calls block.
package protocol QuestionScans: Sendable {
    /// Notes the question and says what the history of the number, this question among it, tells.
    ///
    /// - Parameters:
    ///   - question: about an item that the registry holds.
    ///   - country: where somebody who is nobody's says to be, at whose wish this member asks.
    ///   - now: milliseconds since 1970, by the owner's clock.
    /// - Returns: nil where nothing speaks for a copy.
    func note(
        _ question: Question, isAuthority: Bool, strangerIn country: Country?, item: ItemRecord,
        at now: UInt64
    ) throws -> Facts.CloneSigns?
}

/// For members without a history.
package struct NoScans: QuestionScans {
    package init() {}

    package func note(
        _ question: Question, isAuthority: Bool, strangerIn country: Country?, item: ItemRecord,
        at now: UInt64
    ) -> Facts.CloneSigns? { nil }
}
