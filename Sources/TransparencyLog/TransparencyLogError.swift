/// What is wrong with bytes from outside, or with a question put to a log.
package enum TransparencyLogError: Error, Equatable, Sendable {
    case noteTooLong(bytes: Int)
    case note(NoteFault, line: Int)
    case signaturesTooMany(found: Int)
    case verifierKey(VerifierKeyFault, found: String)
    /// A known key's signature does not hold.
    case badSignature(of: String, keyID: UInt32)
    /// None of the known keys signed.
    case unsigned(expected: [String], found: [String])
    case origin(expected: String, found: String)
    case checkpoint(CheckpointFault, line: Int)
    case treeSize(found: TreeSize)
    case tilePath(found: String)
    case bundlePath(found: String)
    case tileLength(TileCoordinate, expected: Int, found: Int)
    case bundle(entry: Int, fault: BundleFault)
    case compactRange(size: TreeSize, expected: Int, found: Int)
    case index(found: EntryIndex, size: TreeSize)
    case sizes(from: TreeSize, to: TreeSize)
    case subtree(start: EntryIndex, end: EntryIndex)
    case proofLength(expected: Int, found: Int)
    case consistencyLength(from: TreeSize, to: TreeSize, found: Int)
    case rootMismatch(expected: Digest, found: Digest)
    case proofText(line: Int, expected: String)
    case quorum(expected: Int, found: Int)
    case entryRanges(found: String)
    /// A fork proof that proves nothing.
    case fork(ForkFault)
}

package enum ForkFault: String, Equatable, Sendable {
    case order = "the larger checkpoint stands before the smaller"
    case sameRoot = "both checkpoints have the same root"
    case samePrefix = "the larger tree begins with the smaller one"
    case sameEntry = "both trees have the same entry there"
    case earlierDifference = "the trees differ in an earlier entry than the one named"
}

package enum NoteFault: String, Equatable, Sendable {
    case utf8 = "it is not UTF-8"
    case controlCharacter = "a control character stands in it"
    case text = "its text does not end in a newline"
    case noSignature = "no signature lines follow an empty line"
    case signatureLine = "it is not '\u{2014} <key name> <base64>'"
}

package enum VerifierKeyFault: Equatable, Sendable {
    case form
    case name
    case algorithm(UInt8)
    case publicKeyLength
    case seedLength
    case nonCanonical
    case lowOrder
    case keyID

    fileprivate var description: String {
        switch self {
        case .form: "it is not <name>+<8 hex digits>+<base64>"
        case .name:
            "the name is empty, longer than 255 bytes, or holds a space, plus or control character"
        case .algorithm(let type):
            "its signature type is \(type), and only 1 (Ed25519) and 4 (cosignature) are known"
        case .publicKeyLength: "an Ed25519 public key has 32 bytes"
        case .seedLength: "an Ed25519 seed has 32 bytes"
        case .nonCanonical: "the Ed25519 point is not in its canonical encoding"
        case .lowOrder: "the Ed25519 point has low order, so anybody could sign for it"
        case .keyID: "its key ID is not the hash of its name and key"
        }
    }
}

package enum CheckpointFault: String, Equatable, Sendable {
    case length = "the text is longer than 8,192 bytes"
    case newline = "the text does not end in a newline"
    case lineCount = "there are not three to 19 lines"
    case emptyLine = "it is empty"
    case size = "it is not a decimal size without leading zeros"
    case root = "it is not 32 bytes in base64"
}

package enum BundleFault: Equatable, Sendable {
    case truncated
    case trailing(bytes: Int)
}

extension TransparencyLogError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noteTooLong(let bytes):
            "signed note of \(bytes) bytes is longer than is read; ask its sender for one with fewer signatures"
        case .note(let fault, let line):
            "line \(line) of the signed note is malformed: \(fault.rawValue)"
        case .signaturesTooMany(let found):
            "signed note has \(found) signatures, and \(SignedNote.signaturesMax) are read at most"
        case .verifierKey(let fault, let found):
            "verifier key '\(found.prefix(300))' is refused: \(fault.description)"
        case .badSignature(let name, let keyID):
            "signature of \(name) (key ID \(Hex.encode(withUnsafeBytes(of: keyID.bigEndian) { Array($0) }))) does not match the text: the note was altered or signed with another key"
        case .unsigned(let expected, let found):
            "note is not signed by \(Self.list(expected)), only by \(Self.list(found))"
        case .origin(let expected, let found):
            "checkpoint is of log '\(found.prefix(300))', expected '\(expected)'"
        case .checkpoint(let fault, let line):
            "line \(line) of the checkpoint is malformed: \(fault.rawValue)"
        case .treeSize(let found):
            "tree size \(found) is beyond the limit of \(treeSizeMax) entries"
        case .tilePath(let found):
            "'\(found)' is not a tile path such as tile/0/x001/234 or tile/0/000.p/5"
        case .bundlePath(let found):
            "'\(found)' is not an entry bundle path such as tile/entries/000 or tile/entries/001.p/44"
        case .tileLength(let tile, let expected, let found):
            "\(tile) has \(found) bytes, expected \(expected); fetch it again"
        case .bundle(let entry, .truncated):
            "entry bundle ends within entry \(entry); fetch it again"
        case .bundle(let entry, .trailing(let bytes)):
            "entry bundle has \(bytes) bytes after its \(entry) entries; fetch it again"
        case .compactRange(let size, let expected, let found):
            "compact range of size \(size) has \(found) hashes, expected \(expected)"
        case .index(let found, let size):
            "index \(found) lies outside of \(size) entries"
        case .sizes(let from, let to):
            "a tree of \(to) entries cannot extend one of \(from)"
        case .subtree(let start, let end):
            "entries \(start) to \(end) are not a subtree"
        case .proofLength(let expected, let found):
            "proof has \(found) hashes, expected \(expected)"
        case .consistencyLength(let from, let to, let found):
            "proof of \(found) hashes has the wrong length for sizes \(from) and \(to)"
        case .rootMismatch(let expected, let found):
            "root hash is \(found), expected \(expected): the data or the proof was altered"
        case .proofText(let line, let expected):
            "line \(line) of the proof file is malformed: expected \(expected)"
        case .quorum(let expected, let found):
            "\(found) known witnesses cosigned, expected at least \(expected)"
        case .fork(let fault):
            "these checkpoints do not show a fork: \(fault.rawValue)"
        case .entryRanges(let found):
            "'\(found)' does not name entries as 3,17-20 does: ascending, apart, and not too many"
        }
    }

    /// A bounded list: whoever writes a note chooses how many names stand in it.
    private static func list(_ names: [String]) -> String {
        switch names.count {
        case 0: "nobody"
        case 1...5: names.joined(separator: ", ")
        default: names.prefix(5).joined(separator: ", ") + " and \(names.count - 5) more"
        }
    }

    /// For metrics and tests.
    package var keyword: String {
        switch self {
        case .noteTooLong: "note-too-long"
        case .note: "note-malformed"
        case .signaturesTooMany: "note-signatures-too-many"
        case .verifierKey: "verifier-key"
        case .badSignature: "signature-bad"
        case .unsigned: "signature-missing"
        case .origin: "checkpoint-origin"
        case .checkpoint: "checkpoint-malformed"
        case .treeSize: "tree-size"
        case .tilePath: "tile-path"
        case .bundlePath: "bundle-path"
        case .tileLength: "tile-length"
        case .bundle: "bundle-malformed"
        case .compactRange: "compact-range"
        case .index: "index"
        case .sizes: "sizes"
        case .subtree: "subtree"
        case .proofLength, .consistencyLength: "proof-length"
        case .rootMismatch: "root-mismatch"
        case .proofText: "proof-malformed"
        case .quorum: "quorum"
        case .fork: "fork-not-shown"
        case .entryRanges: "entry-ranges"
        }
    }
}
