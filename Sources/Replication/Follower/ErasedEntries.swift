package import TransparencyLog

/// The entries of one log whose payload may be missing, because a certificate erases it: the union of
/// all certificates held, of entries held and of entries to come.
///
/// A follower takes a newer set at any time.
package struct ErasedEntries: Equatable, Sendable {
    package private(set) var entries: EntryRanges

    package static let none = ErasedEntries(EntryRanges.empty)

    package init(_ entries: EntryRanges) { self.entries = entries }

    package init(_ indexes: some Sequence<EntryIndex>) { entries = EntryRanges(indexes) }

    package func contains(_ index: EntryIndex) -> Bool { entries.contains(index) }
}
