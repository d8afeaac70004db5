import TransparencyLog

/// Writes what `DocumentLines` reads: lines of `key value`, none of which holds a newline.
struct DocumentWriter {
    private(set) var bytes: [UInt8] = []

    private static let newline = UInt8(ascii: "\n")
    private static let space = UInt8(ascii: " ")

    /// - Parameter bytesExpected: room that is made at once.
    init(header: String, bytesExpected: Int) {
        bytes.reserveCapacity(bytesExpected)
        bytes.append(contentsOf: header.utf8)
        bytes.append(Self.newline)
    }

    mutating func add(_ key: String, _ value: String) {
        begin(key)
        bytes.append(contentsOf: value.utf8)
        bytes.append(Self.newline)
    }

    mutating func add(_ key: String, _ digest: Digest) {
        begin(key)
        digest.withUnsafeBytes { Base64.append($0, to: &bytes) }
        bytes.append(Self.newline)
    }

    /// A line of dots, at least one, up to a multiple of `size` bytes.
    mutating func pad(_ key: String, to size: Int) {
        begin(key)
        let dots = size - (bytes.count + 1) % size
        bytes.append(contentsOf: repeatElement(UInt8(ascii: "."), count: dots))
        bytes.append(Self.newline)
    }

    private mutating func begin(_ key: String) {
        bytes.append(contentsOf: key.utf8)
        bytes.append(Self.space)
    }
}
