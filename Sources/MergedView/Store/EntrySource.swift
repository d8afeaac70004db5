package import AllianceNames
package import TransparencyLog

/// Where the view reads the logs from, to build itself, to catch up and to index texts.
package protocol EntrySource: Sendable {
    /// What is held of each log, verified and admitted.
    func sizes() throws -> ViewFrontier
    /// A run of entries of `origin` that begins at `start`: at least one, at most those of one bundle.
    /// Nil where nothing is held there.
    func slice(of origin: LogOrigin, from start: EntryIndex) throws -> EntrySlice?
}
