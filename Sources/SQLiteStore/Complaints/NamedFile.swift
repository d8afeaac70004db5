package import Statements
package import TransparencyLog

/// That a statement names a file, and what it says of it.
package struct NamedFile: Hashable, Sendable {
    /// The statement.
    package let entry: EntryReference
    package let digest: Digest
    package let mediaType: String
    package let byteCount: UInt64

    package init(entry: EntryReference, digest: Digest, mediaType: String, byteCount: UInt64) {
        self.entry = entry
        self.digest = digest
        self.mediaType = mediaType
        self.byteCount = byteCount
    }

    package init(entry: EntryReference, _ file: EvidenceFile) {
        self.init(
            entry: entry, digest: file.digest, mediaType: file.mediaType, byteCount: file.byteCount)
    }

    /// As a statement would name it, for what looks at files.
    package var file: EvidenceFile {
        EvidenceFile(digest: digest, mediaType: mediaType, byteCount: byteCount, role: .other)
    }
}
