/// Reads the lines of a question or an answer: `key value`, each key at its place in a fixed order.
/// What is not expected is refused, so one meaning has one spelling.
struct DocumentLines {
    let document: String
    /// UTF-8 that ends in a newline, or nothing.
    private let bytes: [UInt8]
    /// Where the next line begins.
    private var position = 0
    private var number = 0

    private static let newline = UInt8(ascii: "\n")

    /// - Throws: `.tooLong`, `.notUTF8`, and `.line` where the text does not end in a newline.
    init(
        _ bytes: [UInt8], document: String, bytesMax: Int
    ) throws(ProductAuthenticationError) {
        guard bytes.count <= bytesMax else {
            throw .tooLong(document: document, found: bytes.count, max: bytesMax)
        }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .notUTF8(document: document)
        }
        self.document = document
        self.bytes = bytes
        guard bytes.isEmpty || bytes.last == Self.newline else {
            let begin = bytes.lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
            throw .line(
                document: document, number: 1 + bytes.count { $0 == Self.newline },
                expected: "a newline at its end", found: Self.excerpt(bytes[begin...]))
        }
    }

    /// The next line, without its newline; nil at the end.
    private var line: ArraySlice<UInt8>? {
        guard position < bytes.count else { return nil }
        return bytes[position...].prefix { $0 != Self.newline }
    }

    mutating func exactly(_ expected: String) throws(ProductAuthenticationError) {
        number += 1
        let found = line ?? []
        guard found.elementsEqual(expected.utf8) else {
            throw refusal(expected: "'\(expected)'", found: Self.excerpt(found))
        }
        position = found.endIndex + 1
    }

    /// The value of a line that must come next.
    mutating func value(of key: String) throws(ProductAuthenticationError) -> String {
        guard let value = optionalValue(of: key) else {
            number += 1
            throw refusal(expected: "'\(key) ...'", found: Self.excerpt(line ?? []))
        }
        return value
    }

    /// The value of a line that may come next.
    mutating func optionalValue(of key: String) -> String? {
        var place = position
        for byte in key.utf8 {
            guard place < bytes.count, bytes[place] == byte else { return nil }
            place += 1
        }
        guard place < bytes.count, bytes[place] == UInt8(ascii: " ") else { return nil }
        let value = bytes[(place + 1)...].prefix { $0 != Self.newline }
        number += 1
        position = value.endIndex + 1
        return String(decoding: value, as: UTF8.self)
    }

    /// The bytes behind the lines read.
    var rest: [UInt8] { Array(bytes[min(position, bytes.count)...]) }

    func finish() throws(ProductAuthenticationError) {
        guard let line else { return }
        throw .line(
            document: document, number: number + 1, expected: "the end",
            found: Self.excerpt(line))
    }

    /// The line just read does not hold what it should.
    func refusal(
        expected: String, found: some StringProtocol
    ) -> ProductAuthenticationError {
        .line(
            document: document, number: number, expected: expected, found: String(found.prefix(80)))
    }

    private static func excerpt(_ line: ArraySlice<UInt8>) -> String {
        String(String(decoding: line, as: UTF8.self).prefix(80))
    }
}
