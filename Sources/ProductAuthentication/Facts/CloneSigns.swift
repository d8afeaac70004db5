extension Facts {
    /// Signs that a number is on more than one object, from the scans that its owner has seen: what
    /// the judge needs of a clone assessment, and what an asker may read of it.
    package struct CloneSigns: Hashable, Sendable {
        /// One sign. The detail names no serial number, no place finer than a distance and nobody
        /// who asked.
        package struct Sign: Hashable, Sendable {
            /// `stateConflict`, `impossibleTravel` or `scanRate`.
            package let reason: ReasonCode
            package let detail: ReasonDetail?

            package init(_ reason: ReasonCode, detail: ReasonDetail? = nil) {
                self.reason = reason
                self.detail = detail
            }
        }

        /// 0...100, how much speaks for a copy.
        package let score: Int
        /// The weightiest first.
        package let signs: [Sign]
        /// Whether it takes the word of strangers, or of one member alone, to find them.
        package let areUnconfirmed: Bool

        package init(score: Int, signs: [Sign], areUnconfirmed: Bool = false) {
            precondition((0...100).contains(score), "a score is 0 to 100")
            self.score = score
            self.signs = signs
            self.areUnconfirmed = areUnconfirmed
        }
    }
}
