package import Peering

/// The texts of a form with files, read as it comes: of a file nothing is held but its name, and of all texts together
/// no more than they may have.
package struct MultipartText: Sendable {
    private enum Place {
        case start, boundary, head
        case text(name: String)
        /// What is passed over.
        case skipped
        case end
    }

    /// In their order, none of them empty.
    package private(set) var texts: [(name: String, text: String)] = []
    /// Names of files, and of fields that were too long: what came and is not among `texts`.
    package private(set) var notKept: [String] = []

    private let delimiter: [UInt8]
    private let textBytesMax: Int
    private let unwanted: Set<String>
    private var place = Place.start
    /// Read and not looked at, or not all of it.
    private var rest: [UInt8] = [13, 10]
    /// Of the text that is being read; nil for one that is too long.
    private var value: [UInt8]? = []
    private var parts = 0
    private var keptBytes = 0

    /// - Parameters:
    ///   - textBytesMax: of all texts.
    ///   - unwanted: fields that are passed over.
    /// - Throws: status 415 for another media type, 400 where it names no boundary.
    package init(
        contentType: String, textBytesMax: Int, without unwanted: Set<String> = []
    ) throws(PeerProblem) {
        delimiter = Array("\r\n--\(try MultipartFields.boundary(contentType))".utf8)
        self.textBytesMax = textBytesMax
        self.unwanted = unwanted
    }

    /// What is malformed ends it: what came before is kept, and nothing behind it is looked at.
    package mutating func take(_ piece: some Collection<UInt8>) {
        if case .end = place { return }
        rest += piece
        while step() {}
    }

    /// - Returns: false where more has to come.
    private mutating func step() -> Bool {
        switch place {
        case .start:
            guard rest.count >= delimiter.count else { return false }
            return rest.starts(with: delimiter) ? go(to: .boundary, past: delimiter.count) : end()
        case .boundary:
            guard rest.count >= 2 else { return false }
            parts += 1
            guard rest.starts(with: [13, 10]), parts <= MultipartFields.partsMax else {
                return end()
            }
            return go(to: .head, past: 2)
        case .head: return readHead()
        case .text, .skipped:
            guard let last = MultipartFields.find(delimiter, in: rest[...]) else {
                // What may be the beginning of a delimiter stays.
                let whole = max(0, rest.count - delimiter.count + 1)
                read(rest[..<whole])
                rest.removeFirst(whole)
                return false
            }
            read(rest[..<last])
            endPart()
            return go(to: .boundary, past: last + delimiter.count)
        case .end: return false
        }
    }

    private mutating func readHead() -> Bool {
        let head = rest.prefix(MultipartFields.partHeaderBytesMax)
        guard MultipartFields.find([13, 10, 13, 10], in: head) != nil else {
            return head.count < MultipartFields.partHeaderBytesMax ? false : end()
        }
        var left = rest[...]
        guard let (name, file) = try? MultipartFields.name(from: &left) else { return end() }
        // An input for a file that was left empty has no name of one.
        if let file, !file.isEmpty { notKept.append(file) }
        value = []
        return go(
            to: file == nil && !unwanted.contains(name) ? .text(name: name) : .skipped,
            past: left.startIndex)
    }

    private mutating func read(_ bytes: ArraySlice<UInt8>) {
        guard case .text = place, let count = value?.count else { return }
        if keptBytes + count + bytes.count <= textBytesMax {
            value?.append(contentsOf: bytes)
        } else {
            value = nil
        }
    }

    private mutating func endPart() {
        guard case .text(let name) = place else { return }
        guard let value else { return notKept.append(name) }
        guard !value.isEmpty, let text = String(validating: value, as: UTF8.self) else { return }
        keptBytes += value.count
        texts.append((name, text))
    }

    private mutating func go(to next: Place, past count: Int) -> Bool {
        place = next
        rest.removeFirst(count)
        return true
    }

    private mutating func end() -> Bool {
        (place, rest) = (.end, [])
        return false
    }
}
