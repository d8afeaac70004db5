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
