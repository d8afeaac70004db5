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

/// The marks of all logs of one log key, as text:
///
///     touchstone-fence 1
///     write 17
///     demo/alliance/maison/e1 1200 CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=
///     sha256 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
///
/// The number of times that marks were written; one line a log, by origin, with size and root; the
/// SHA-256 of all bytes before the last line.
package struct FenceMarks: Equatable, Sendable {
    /// Longest text, in bytes: some thousand logs.
    package static let textBytesMax = 512 * 1024
    private static let head = "touchstone-fence 1"
    private static let writeWord = "write"
    private static let checksumWord = "sha256"

    package var write: UInt64
    package var marks: [LogOrigin: FenceMark]

    package init(write: UInt64 = 0, _ marks: [LogOrigin: FenceMark] = [:]) {
        self.write = write
        self.marks = marks
    }

    /// - Returns: nil unless `text` is what `description` prints for some marks, byte for byte.
    package init?(parsing text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 4, lines.last == "",
            lines[1].hasPrefix(Self.writeWord + " "),
            let write = UInt64(lines[1].dropFirst(Self.writeWord.count + 1))
        else { return nil }
        var marks: [LogOrigin: FenceMark] = [:]
        for line in lines[2..<(lines.count - 2)] {
            let fields = line.split(separator: " ", omittingEmptySubsequences: false)
            guard fields.count == 3, let origin = try? LogOrigin(parsing: fields[0]),
                let size = TreeSize(fields[1]), size <= treeSizeMax,
                let root = Digest(base64: fields[2])
            else { return nil }
            marks[origin] = FenceMark(size: size, root: root)
        }
        self.init(write: write, marks)
        // Printing again checks the head, the order, the checksum and every form at once.
        guard description.utf8.elementsEqual(text.utf8) else { return nil }
    }
}

extension FenceMarks: CustomStringConvertible {
    package var description: String {
        var text = "\(Self.head)\n\(Self.writeWord) \(write)\n"
        for (origin, mark) in marks.sorted(by: { $0.key < $1.key }) {
            text += "\(origin) \(mark.size) \(mark.root)\n"
        }
        return text + "\(Self.checksumWord) \(Digest.sha256(Array(text.utf8)))\n"
    }
}
