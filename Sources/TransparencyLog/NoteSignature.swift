/// One signature line of a note (c2sp.org/signed-note, "Signatures"): who claims to have signed,
/// and the bytes after the key ID. Nobody has checked it; `VerifiedSignature` is the checked one.
package struct NoteSignature: Hashable, Sendable {
    /// Longest signature read, key ID not counted: post-quantum ones have nearly 5 kB.
    package static let bytesMax = 8192
    private static let keyIDBytes = 4

    package let name: String
    package let keyID: UInt32
    /// What follows the key ID: 64 bytes for Ed25519, timestamp and 64 bytes for a cosignature.
    package let bytes: [UInt8]

    package init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its newline; nil unless it is an em dash, a space, a key name, a space
    /// and base64 of a key ID with a signature.
    init?(parsing line: ArraySlice<UInt8>) {
        let dash = Array(Self.lead.utf8)
        guard line.starts(with: dash), case let rest = line.dropFirst(dash.count),
            let space = rest.firstIndex(of: UInt8(ascii: " ")),
            let name = String(validating: rest[..<space], as: UTF8.self),
            VerifierKey.isName(name),
            rest.endIndex - space <= 4 * (Self.keyIDBytes + Self.bytesMax),
            let decoded = Base64.decode(rest[(space + 1)...]),
            decoded.count > Self.keyIDBytes, decoded.count <= Self.keyIDBytes + Self.bytesMax
        else { return nil }
        let keyID = decoded.prefix(Self.keyIDBytes).reduce(0) { $0 << 8 | UInt32($1) }
        self.init(name: name, keyID: keyID, bytes: Array(decoded.dropFirst(Self.keyIDBytes)))
    }

    /// When a line that has the form of a v1 cosignature says it was made, in seconds since 1970;
    /// nil for another form.
    package var cosignedAt: UInt64? {
        guard bytes.count == VerifierKey.cosignatureBytes else { return nil }
        return bytes.prefix(VerifierKey.timestampBytes).reduce(0) { $0 << 8 | UInt64($1) }
    }

    // Names are compared byte for byte: Swift's == lets canonically equivalent names pass for one.
    package static func == (left: Self, right: Self) -> Bool {
        left.keyID == right.keyID && left.bytes == right.bytes
            && left.name.utf8.elementsEqual(right.name.utf8)
    }

    private static let lead = "\u{2014} "

    /// Bytes of the line, without its newline.
    var lineBytes: Int {
        Self.lead.utf8.count + name.utf8.count + 1
            + Base64.length(ofBytes: Self.keyIDBytes + bytes.count)
    }

    /// Appends the line, without its newline.
    func append(to line: inout [UInt8]) {
        line.append(contentsOf: Self.lead.utf8)
        line.append(contentsOf: name.utf8)
        line.append(UInt8(ascii: " "))
        let material = withUnsafeBytes(of: keyID.bigEndian) { Array($0) } + bytes
        material.withUnsafeBytes { Base64.append($0, to: &line) }
    }
}

extension NoteSignature: CustomStringConvertible {
    /// The line, without its newline.
    package var description: String {
        var line: [UInt8] = []
        append(to: &line)
        return String(decoding: line, as: UTF8.self)
    }
}
