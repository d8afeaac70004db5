package import AllianceNames
package import TransparencyLog

/// One log's part of a write that serves several logs at once.
package struct LogGrowth: Sendable {
    package let origin: LogOrigin
    /// Recorded first, so that the entries are covered by something.
    package let believing: VerifiedCheckpoint?
    package let admitting: AdmittedEntries?

    package init(
        origin: LogOrigin, believing: VerifiedCheckpoint?, admitting: AdmittedEntries?
    ) {
        self.origin = origin
        self.believing = believing
        self.admitting = admitting
    }
}

extension LogStore {
    /// One log after the other, each in transactions of its own.
    package func grow(_ growths: [LogGrowth]) throws -> [Result<LogState, any Error>] {
        growths.map { growth in
            Result {
                if let checkpoint = growth.believing {
                    try believe(checkpoint, for: growth.origin)
                }
                if let entries = growth.admitting { try admit(entries) }
                return try state(of: growth.origin)
                    ?? LogState(origin: growth.origin, edge: CompactRange())
            }
        }
    }
}
