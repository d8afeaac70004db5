/// Tokens in a row, as the index is handed them: UTF-8 with a space between two.
package struct TokenText: Equatable, Sendable {
    package private(set) var bytes: [UInt8] = []
    package private(set) var count = 0

    package init() {}

    package init(_ tokens: some Sequence<String>) {
        for token in tokens { append(token.utf8) }
    }

    package var isEmpty: Bool { count == 0 }

    /// - Parameter token: without a space.
    package mutating func append(_ token: some Collection<UInt8>) {
        if count > 0 { bytes.append(0x20) }
        bytes.append(contentsOf: token)
        count += 1
    }

    package var tokens: [String] {
        bytes.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    }
}
