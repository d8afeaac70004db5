package import TransparencyLog

/// An entry whose payload a store is about to empty, handed over once so that others can forget it too.
package struct ErasedContent: Equatable, Sendable {
    package let index: EntryIndex
    package let entry: [UInt8]
    /// Without the salt.
    package let payload: [UInt8]

    package init(index: EntryIndex, entry: [UInt8], payload: [UInt8]) {
        self.index = index
        self.entry = entry
        self.payload = payload
    }
}
