package import AllianceNames
package import Replication
import TransparencyLog

/// Witness marks as text:
///
///     touchstone-witness-marks 1
///     id 8c1f04d2a6b97e350f1d2c3b4a596877
///     write 0b9d54e7c1f2a3845566778899aabbcc
///     cosigned demo/alliance/maison/e1 1200 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= bm90ZQ== 47DEQpj8HBSa...
///     put-back 1790000000000 3 47DEQpj8HBSa...
///
/// The name of the marks and of all copies of them; a new one each time that all is written anew; then lines in the
/// order in which they came. One of a log has size and root cosigned last and the checkpoint as the log signed it, in
/// base64. The last word of each is the SHA-256 of what is before it. The largest size of a log counts.
package struct WitnessMarkLines: Equatable, Sendable {
    private static let head = "touchstone-witness-marks 1"
    private static let idWord = "id "
    private static let writeWord = "write "
    private static let cosignedWord = "cosigned"
    private static let putBackWord = "put-back"

    package private(set) var marks: [LogOrigin: WitnessRecord]
    package private(set) var putBack: WitnessPutBack?

    package init(_ marks: [LogOrigin: WitnessRecord] = [:], putBack: WitnessPutBack? = nil) {
        self.marks = marks
        self.putBack = putBack
    }

    /// Takes in what another knows, where it is more.
    package mutating func join(_ other: WitnessMarkLines) {
        marks.merge(other.marks) { $1.state.size > $0.state.size ? $1 : $0 }
        if let found = other.putBack, found.at > putBack?.at ?? 0 { putBack = found }
    }

    // MARK: Text

    package static func header(_ id: FenceID, write: FenceID) -> String {
        "\(head)\n\(idWord)\(id)\n\(writeWord)\(write)\n"
    }

    /// What every header is long, in bytes.
    package static let headerBytes =
        head.utf8.count + idWord.utf8.count + writeWord.utf8.count + 2 * FenceID.digits + 3

    /// - Returns: the name of the marks; nil where `text` is no header.
    package static func id(inHeader text: String) -> FenceID? {
        let lines = text.split(separator: "\n")
        guard lines.count == 3, lines[1].hasPrefix(idWord), lines[2].hasPrefix(writeWord),
            let id = FenceID(parsing: lines[1].dropFirst(idWord.count)),
            let write = FenceID(parsing: lines[2].dropFirst(writeWord.count)),
            header(id, write: write) == text
        else { return nil }
        return id
    }

    /// The lines below a header.
    package var text: String {
        var text = ""
        for (origin, record) in marks.sorted(by: { $0.key < $1.key }) {
            let note = Base64.encode(record.noteText.utf8)
            text += Self.line(
                "\(Self.cosignedWord) \(origin) \(record.state.size) \(record.state.root) \(note)")
        }
        if let putBack { text += Self.line("\(Self.putBackWord) \(putBack.at) \(putBack.logs)") }
        return text
    }

    private static func line(_ content: String) -> String {
        "\(content) \(Digest.sha256(Array(content.utf8)))\n"
    }

    /// Takes in lines, of which the last may have broken off while it was written: nothing was cosigned by it.
    ///
    /// - Returns: how many bytes of `bytes` hold; nil where another line than the last does not.
    package mutating func read(_ bytes: ArraySlice<UInt8>) -> Int? {
        var rest = bytes
        while let end = rest.firstIndex(of: 0x0A) {
            guard take(rest[..<end]) else { break }
            rest = rest[(end + 1)...]
        }
        if let end = rest.firstIndex(of: 0x0A), end + 1 < rest.endIndex { return nil }
        return bytes.count - rest.count
    }

    private mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
        guard let text = String(validating: line, as: UTF8.self),
            let space = text.lastIndex(of: " "),
            Self.line(String(text[..<space])) == text + "\n"
        else { return false }
        let words = text[..<space].split(separator: " ", omittingEmptySubsequences: false)
        switch (String(words[0]), words.count) {
        case (Self.cosignedWord, 5):
            guard let origin = try? LogOrigin(parsing: words[1]),
                let size = TreeSize(words[2]), size <= treeSizeMax,
                let root = Digest(base64: words[3]),
                let note = Base64.decode(words[4]).flatMap({ String(validating: $0, as: UTF8.self) }
                )
            else { return false }
            let state = WitnessState(size: size, root: root)
            join(WitnessMarkLines([origin: WitnessRecord(state: state, noteText: note)]))
        case (Self.putBackWord, 3):
            guard let at = UInt64(words[1]), let logs = Int(words[2]) else { return false }
            join(WitnessMarkLines(putBack: WitnessPutBack(at: at, logs: logs)))
        default: return false
        }
        return true
    }
}
