package import AllianceNames
package import Replication
package import TransparencyLog

/// Witness marks as text:
///
///     touchstone-witness-marks 1
///     id 8c1f04d2a6b97e350f1d2c3b4a596877
///     write 0b9d54e7c1f2a3845566778899aabbcc
///     cosigned demo/alliance/maison/e1 1200 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I= bm90ZQ== 47DEQpj8HBSa...
///     stopped demo/alliance/norvik/e1 contradicts 70 47DEQpj8HBSa...
///     stopped demo/luxury/norvik/e1 damaged 47DEQpj8HBSa...
///     put-back 1790000000000 3 47DEQpj8HBSa...
///
/// The name of the marks and of all copies of them; a new one each time that all is written anew; then lines in the
/// order in which they came. One of a log has size and root cosigned last and the checkpoint as the log signed it, in
/// base64. The last word of each is the SHA-256 of what is before it. The largest size of a log counts. A line that
/// does not hold stops the log that it is of, which it names twice: by itself and in the checkpoint.
package struct WitnessMarkLines: Equatable, Sendable {
    /// Why nobody knows how far a log was cosigned.
    package enum Fault: Equatable, Sendable {
        /// A line of it does not hold.
        case damaged
        /// There are two roots for one size: copies of one file have cosigned two histories.
        case contradicts(size: TreeSize)
    }

    private static let head = "touchstone-witness-marks 1"
    private static let idWord = "id "
    private static let writeWord = "write "
    private static let cosignedWord = "cosigned"
    private static let stoppedWord = "stopped"
    private static let damagedWord = "damaged"
    private static let contradictsWord = "contradicts"
    private static let putBackWord = "put-back"

    /// Those of logs with a fault too: at least so much was cosigned.
    package private(set) var marks: [LogOrigin: WitnessRecord]
    package private(set) var faults: [LogOrigin: Fault] = [:]
    package private(set) var putBack: WitnessPutBack?

    package init(_ marks: [LogOrigin: WitnessRecord] = [:], putBack: WitnessPutBack? = nil) {
        self.marks = marks
        self.putBack = putBack
    }

    // MARK: Joining

    /// Takes in what another knows, where it is more.
    package mutating func join(_ other: WitnessMarkLines) {
        for (origin, theirs) in other.marks { join(origin, theirs, other.faults[origin]) }
        for (origin, fault) in other.faults where other.marks[origin] == nil {
            join(origin, nil, fault)
        }
        if let found = other.putBack, putBack.map({ found.isLater(than: $0) }) ?? true {
            putBack = found
        }
    }

    private mutating func join(_ origin: LogOrigin, _ theirs: WitnessRecord?, _ fault: Fault?) {
        let mine = marks[origin]
        faults[origin] = Self.fault(of: (mine?.state, faults[origin]), (theirs?.state, fault))
        if let theirs, Self.isMore(theirs.state, than: mine?.state) { marks[origin] = theirs }
    }

    private typealias Mark = (state: WitnessState?, fault: Fault?)

    /// A line that does not hold was of more than is known beside it; whoever knows of still more has it whole.
    private static func fault(of left: Mark, _ right: Mark) -> Fault? {
        if let one = left.state, let other = right.state, one.size == other.size,
            one.root != other.root
        {
            return .contradicts(size: one.size)
        }
        return switch (left.fault, right.fault) {
        case (nil, nil): nil
        case (.contradicts(let one), .contradicts(let other)): .contradicts(size: min(one, other))
        case (.contradicts(let size), _), (_, .contradicts(let size)): .contradicts(size: size)
        case (.damaged, .damaged): .damaged
        case (.damaged, nil): isMore(right.state, than: left.state) ? nil : .damaged
        case (nil, .damaged): isMore(left.state, than: right.state) ? nil : .damaged
        }
    }

    private static func isMore(_ one: WitnessState?, than other: WitnessState?) -> Bool {
        guard let one else { return false }
        guard let other else { return true }
        return one.size > other.size
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
        // Behind the marks: one of more than these would outdo it.
        for (origin, fault) in faults.sorted(by: { $0.key < $1.key }) {
            let reason =
                switch fault {
                case .damaged: Self.damagedWord
                case .contradicts(let size): "\(Self.contradictsWord) \(size)"
                }
            text += Self.line("\(Self.stoppedWord) \(origin) \(reason)")
        }
        if let putBack { text += Self.line("\(Self.putBackWord) \(putBack.at) \(putBack.logs)") }
        return text
    }

    private static func line(_ content: String) -> String {
        "\(content) \(Digest.sha256(Array(content.utf8)))\n"
    }

    // MARK: Reading

    private static let newline: UInt8 = 0x0A

    /// Takes in lines, of which the last may have broken off while it was written: nothing was cosigned by it.
    ///
    /// - Parameter offset: of `bytes` in their file.
    /// - Returns: how many bytes of `bytes` hold; nil where something is damaged and nobody can say of which log.
    package mutating func read(_ bytes: ArraySlice<UInt8>, at offset: Int) -> Int? {
        var rest = bytes
        while let end = rest.firstIndex(of: Self.newline) {
            let next = end + 1
            if !take(rest[..<end]) {
                let start = offset + (rest.startIndex - bytes.startIndex)
                if next == rest.endIndex, Self.isTorn(rest, at: start) { break }
                let logs = Self.logs(ofDamaged: rest[..<end])
                guard !logs.isEmpty else { return nil }
                for log in logs where faults[log] == nil { faults[log] = .damaged }
            }
            rest = rest[next...]
        }
        // A whole line with something else behind it than its end has not broken off.
        guard rest.isEmpty || !Self.holds(rest.dropLast()) else { return nil }
        return bytes.count - (rest.endIndex - rest.startIndex)
    }

    private static func holds(_ line: ArraySlice<UInt8>) -> Bool {
        var lines = WitnessMarkLines()
        return lines.take(line)
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
            join(origin, WitnessRecord(state: state, noteText: note), nil)
        case (Self.stoppedWord, 3):
            guard let origin = try? LogOrigin(parsing: words[1]), words[2] == Self.damagedWord
            else { return false }
            faults[origin] = faults[origin] ?? .damaged
        case (Self.stoppedWord, 4):
            guard let origin = try? LogOrigin(parsing: words[1]),
                words[2] == Self.contradictsWord, let size = TreeSize(words[3])
            else { return false }
            faults[origin] = .contradicts(size: size)
        case (Self.putBackWord, 3):
            guard let at = UInt64(words[1]), let logs = Int(words[2]) else { return false }
            join(WitnessMarkLines(putBack: WitnessPutBack(at: at, logs: logs)))
        default: return false
        }
        return true
    }

    // MARK: What does not hold

    /// What a disk writes whole or not at all, in bytes.
    private static let sectorBytes = 512

    /// Whether a part of a line never came to the disk, although the file has grown by it.
    private static func isTorn(_ line: ArraySlice<UInt8>, at offset: Int) -> Bool {
        var start = line.startIndex
        while start < line.endIndex {
            let inSector = (offset + (start - line.startIndex)) % sectorBytes
            let end = min(start + sectorBytes - inSector, line.endIndex)
            if line[start..<end].allSatisfy({ $0 == 0 }) { return true }
            start = end
        }
        return false
    }

    /// The logs that a damaged line may be of. None where it has not the form of one any more, since others may then
    /// have been lost with it.
    private static func logs(ofDamaged line: ArraySlice<UInt8>) -> Set<LogOrigin> {
        let words = line.split(separator: 0x20, omittingEmptySubsequences: false)
        let hashCharacters = Base64.length(ofBytes: 32)
        guard words.count == 6, words[0].count == cosignedWord.utf8.count,
            (1...20).contains(words[2].count), words[3].count == hashCharacters,
            words[4].count % 4 == 0, words[4].count(where: { !isBase64($0) }) <= 1,
            words[5].count == hashCharacters
        else { return [] }
        let named = origin(words[1])
        guard let signed = Base64.decode(words[4])?.prefix(while: { $0 != newline }),
            let noted = origin(signed)
        else { return named.map { [$0] } ?? [] }
        guard words[1].count == signed.count else { return [] }
        return Set([named, noted].compactMap(\.self))
    }

    private static func origin(_ bytes: ArraySlice<UInt8>) -> LogOrigin? {
        String(validating: bytes, as: UTF8.self).flatMap { try? LogOrigin(parsing: $0) }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "/"),
            UInt8(ascii: "="):
            true
        default: false
        }
    }
}
