package import NIOCore
package import Roster
import Synchronization
import TransparencyLog

/// The note of the newest roster as it is served: some tens of kilobytes that everybody asks for, so
/// its bytes are made once and shared by all answers.
package final class ServedRoster: Sendable {
    private struct Kept {
        let digest: Digest
        let signatures: [NoteSignature]
        let bytes: ByteBuffer
    }

    private let kept = Mutex<Kept?>(nil)

    package init() {}

    /// Its bytes; the same ones until another note comes, be it by its signatures alone.
    package func bytes(of roster: VerifiedRoster) -> ByteBuffer {
        kept.withLock { kept in
            let (digest, signatures) = (roster.digest, roster.note.signatures)
            if let kept, kept.digest == digest, kept.signatures == signatures {
                return kept.bytes
            }
            let bytes = ByteBuffer(bytes: roster.note.bytes)
            kept = Kept(digest: digest, signatures: signatures, bytes: bytes)
            return bytes
        }
    }
}
