/// A roster note as a store keeps it.
///
/// The store takes no stand on it: whoever reads the records back gives them to a `RosterChain`,
/// which verifies them from the first one on. Two notes of one version may stand side by side,
/// because that is proof against the authority.
package struct RosterRecord: Hashable, Sendable {
    package let version: UInt64
    /// The signed note, byte for byte.
    package let noteText: String

    package init(version: UInt64, noteText: String) {
        self.version = version
        self.noteText = noteText
    }
}
