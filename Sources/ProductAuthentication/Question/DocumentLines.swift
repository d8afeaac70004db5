/// Reads the lines of a question or an answer: `key value`, each key at its place in a fixed order.
/// What is not expected is refused, so one meaning has one spelling.
struct DocumentLines {
    let document: String
    private var lines: ArraySlice<Substring>
    private var number = 0

    /// - Throws: `.tooLong`, `.notUTF8`, and `.line` where the text does not end in a newline.
    init(
        _ bytes: [UInt8], document: String, bytesMax: Int
    ) throws(ProductAuthenticationError) {
        guard bytes.count <= bytesMax else {
            throw .tooLong(document: document, found: bytes.count, max: bytesMax)
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .notUTF8(document: document)
        }
        self.document = document
        // Split by scalar: CR LF is one Character.
        let parts = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        lines = parts.map { Substring($0) }[...]
        guard lines.popLast() == "" else {
            throw .line(
                document: document, number: parts.count, expected: "a newline at its end",
                found: String(parts.last.map { Substring($0.prefix(80)) } ?? ""))
        }
    }

    mutating func exactly(_ expected: String) throws(ProductAuthenticationError) {
        number += 1
        let found = lines.popFirst() ?? ""
        guard found.utf8.elementsEqual(expected.utf8) else {
            throw refusal(expected: "'\(expected)'", found: found)
        }
    }

    /// The value of a line that must come next.
    mutating func value(of key: String) throws(ProductAuthenticationError) -> String {
        guard let value = optionalValue(of: key) else {
            number += 1
            throw refusal(expected: "'\(key) ...'", found: lines.first ?? "")
        }
        return value
    }

    /// The value of a line that may come next.
    mutating func optionalValue(of key: String) -> String? {
        guard let line = lines.first, line.utf8.starts(with: key.utf8),
            line.utf8.dropFirst(key.utf8.count).first == UInt8(ascii: " ")
        else { return nil }
        number += 1
        lines.removeFirst()
        return String(line.utf8.dropFirst(key.utf8.count + 1)) ?? ""
    }

    func finish() throws(ProductAuthenticationError) {
        guard let line = lines.first else { return }
        throw .line(
            document: document, number: number + 1, expected: "the end",
            found: String(line.prefix(80)))
    }

    /// The line just read does not hold what it should.
    func refusal(
        expected: String, found: some StringProtocol
    ) -> ProductAuthenticationError {
        .line(
            document: document, number: number, expected: expected, found: String(found.prefix(80)))
    }
}
