package import AllianceNames
package import TransparencyLog

/// The highest size of one log that was ever given up for signing, and its root.
package struct FenceMark: Hashable, Sendable {
    package let size: TreeSize
    package let root: Digest

    package init(size: TreeSize, root: Digest) {
        self.size = size
        self.root = root
    }
}

/// Names one fence, and all copies of its file: random, 32 hexadecimal digits.
package struct FenceID: Hashable, Sendable, CustomStringConvertible {
    package static let digits = 32
    package let description: String

    package init(using random: inout some RandomNumberGenerator) {
        let bytes = (0..<(Self.digits / 2)).map { _ in UInt8.random(in: 0...255, using: &random) }
        description = Hex.encode(bytes)
    }

    package init?(parsing text: some StringProtocol) {
        guard text.utf8.count == Self.digits, Hex.decode(text) != nil else { return nil }
        description = String(text)
    }
}

/// The marks of all logs of one log key, as text:
///
///     touchstone-fence 1
///     id 8c1f04d2a6b97e350f1d2c3b4a596877
///     write 17
///     demo/alliance/maison/e1 1200 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///     sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
///
/// The name of the fence, which those of early versions lack; the number of times that marks were
/// written; one line a log, by origin, with size and root; the SHA-256 of all bytes before the last
/// line. A fence that was handed over has `handed-over`, with the name of the one that goes on, below its
/// own name.
package struct FenceMarks: Equatable, Sendable {
    /// Longest text, in bytes: some thousand logs.
    package static let textBytesMax = 512 * 1024
    private static let head = "touchstone-fence 1"
    private static let idWord = "id"
    private static let handedOverWord = "handed-over"
    private static let writeWord = "write"
    private static let checksumWord = "sha256"

    package var id: FenceID?
    /// The fence that goes on in this one's place: nothing is signed under this one any more.
    package var handedOver: FenceID?
    package var write: UInt64
    package var marks: [LogOrigin: FenceMark]

    package init(
        id: FenceID? = nil, handedOver: FenceID? = nil, write: UInt64 = 0,
        _ marks: [LogOrigin: FenceMark] = [:]
    ) {
        self.id = id
        self.handedOver = handedOver
        self.write = write
        self.marks = marks
    }

    /// - Returns: nil unless `text` is what `description` prints for some marks, byte for byte.
    package init?(parsing text: String) {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        guard lines.count >= 4, lines.popLast() == "", lines.popLast() != nil else { return nil }
        lines.removeFirst()
        func value(of word: String) -> Substring? {
            guard let line = lines.first, line.hasPrefix(word + " ") else { return nil }
            lines.removeFirst()
            return line.dropFirst(word.count + 1)
        }
        let id = value(of: Self.idWord).map { FenceID(parsing: $0) }
        let handedOver = value(of: Self.handedOverWord).map { FenceID(parsing: $0) }
        guard let write = value(of: Self.writeWord).flatMap({ UInt64($0) }) else { return nil }
        var marks: [LogOrigin: FenceMark] = [:]
        for line in lines {
            guard let (origin, mark) = Self.mark(parsing: line) else { return nil }
            marks[origin] = mark
        }
        self.init(id: id ?? nil, handedOver: handedOver ?? nil, write: write, marks)
        // Printing again checks the head, the order, the checksum and every form at once.
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }

    /// A line that `lines(of:)` makes.
    package static func mark(parsing line: Substring) -> (LogOrigin, FenceMark)? {
        let fields = line.split(separator: " ", omittingEmptySubsequences: false)
        guard fields.count == 3, let origin = try? LogOrigin(parsing: fields[0]),
            let size = TreeSize(fields[1]), size <= treeSizeMax,
            let root = Digest(base64: fields[2])
        else { return nil }
        return (origin, FenceMark(size: size, root: root))
    }

    /// One line a log, by origin.
    package static func lines(of marks: [LogOrigin: FenceMark]) -> String {
        marks.sorted { $0.key < $1.key }.map { origin, mark in
            "\(origin) \(mark.size) \(mark.root)\n"
        }.joined()
    }
}

extension FenceMarks: CustomStringConvertible {
    package var description: String {
        var text = "\(Self.head)\n"
        if let id { text += "\(Self.idWord) \(id)\n" }
        if let handedOver { text += "\(Self.handedOverWord) \(handedOver)\n" }
        text += "\(Self.writeWord) \(write)\n" + Self.lines(of: marks)
        return text + "\(Self.checksumWord) \(Digest.sha256(Array(text.utf8)))\n"
    }
}
