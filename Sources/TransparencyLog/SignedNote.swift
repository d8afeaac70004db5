/// Text with signature lines (c2sp.org/signed-note): well formed, and no more than that. The text
/// is not to be used before `signatures(verifiedBy:)` has named a key that signed it.
package struct SignedNote: Sendable {
    /// Longest note read. A roster of some hundred members has a few hundred kilobytes.
    package static let bytesMax = 1 << 20
    /// The format asks that at least 16 are read.
    package static let signaturesMax = 100

    /// Ends in a newline.
    package let text: String
    /// In the order of their lines, at least one after parsing.
    package private(set) var signatures: [NoteSignature]

    /// A note to sign or to assemble.
    /// - Throws: `note` for a text that a note cannot carry; `noteTooLong`, `signaturesTooMany`.
    package init(
        text: String, signatures: [NoteSignature] = []
    ) throws(TransparencyLogError) {
        guard text.utf8.last == UInt8(ascii: "\n") else { throw .note(.text, line: 1) }
        if let line = Self.lineOfControlCharacter(Array(text.utf8)) {
            throw .note(.controlCharacter, line: line)
        }
        guard signatures.count <= Self.signaturesMax else {
            throw .signaturesTooMany(found: signatures.count)
        }
        self.text = text
        self.signatures = signatures
        let count = byteCount
        guard count <= Self.bytesMax else { throw .noteTooLong(bytes: count) }
    }

    package init(parsing text: String) throws(TransparencyLogError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// - Throws: `note`, naming the line, unless `bytes` are UTF-8 without control characters: a
    ///   text, an empty line, and one or more signature lines; `noteTooLong`, `signaturesTooMany`.
    package init(parsing bytes: [UInt8]) throws(TransparencyLogError) {
        guard bytes.count <= Self.bytesMax else { throw .noteTooLong(bytes: bytes.count) }
        guard String(validating: bytes, as: UTF8.self) != nil else { throw .note(.utf8, line: 1) }
        if let line = Self.lineOfControlCharacter(bytes) {
            throw .note(.controlCharacter, line: line)
        }
        let newline = UInt8(ascii: "\n")
        // The last empty line parts text and signatures.
        guard bytes.suffix(2) != [newline, newline], bytes.last == newline,
            let blank = bytes.indices.dropLast().last(where: {
                bytes[$0] == newline && bytes[$0 + 1] == newline
            })
        else { throw .note(.noSignature, line: bytes.count { $0 == newline }) }
        text = String(decoding: bytes[...blank], as: UTF8.self)
        let textLines = bytes[...blank].count { $0 == newline }
        let lines = bytes[(blank + 2)...].dropLast().split(
            separator: newline, omittingEmptySubsequences: false)
        guard lines.count <= Self.signaturesMax else {
            throw .signaturesTooMany(found: lines.count)
        }
        signatures = []
        for (position, line) in lines.enumerated() {
            guard let signature = NoteSignature(parsing: line) else {
                throw .note(.signatureLine, line: textLines + 2 + position)
            }
            signatures.append(signature)
        }
    }

    private static func lineOfControlCharacter(_ bytes: [UInt8]) -> Int? {
        let newline = UInt8(ascii: "\n")
        guard let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != newline }) else {
            return nil
        }
        return 1 + bytes[..<offset].count { $0 == newline }
    }

    /// Adds a signature line, unless the same line is there already.
    package mutating func add(_ signature: NoteSignature) {
        if !signatures.contains(signature) { signatures.append(signature) }
    }

    /// The signatures that known keys made, checked, in the order of their lines. Lines of other
    /// keys are passed over.
    ///
    /// - Throws: `badSignature` if one line of a known key does not hold, whatever the others say;
    ///   `unsigned` if no known key signed.
    package func signatures(
        verifiedBy keys: [VerifierKey]
    ) throws(TransparencyLogError) -> [VerifiedSignature] {
        let verified = try signatures(ifAnyVerifiedBy: keys)
        guard !verified.isEmpty else {
            throw .unsigned(expected: keys.map(\.name), found: signatures.map(\.name))
        }
        return verified
    }

    /// As `signatures(verifiedBy:)`, for keys whose signatures are optional: the result may be
    /// empty, and then says nothing about the text.
    package func signatures(
        ifAnyVerifiedBy keys: [VerifierKey]
    ) throws(TransparencyLogError) -> [VerifiedSignature] {
        let text = Array(text.utf8)
        var verified: [VerifiedSignature] = []
        for signature in signatures {
            // Two keys can share name and key ID by malice; then either may have signed.
            let known = keys.filter { $0.isClaimed(by: signature) }
            if known.isEmpty { continue }
            guard let checked = known.lazy.compactMap({ $0.verify(signature, text: text) }).first
            else { throw .badSignature(of: signature.name, keyID: signature.keyID) }
            if !verified.contains(checked) { verified.append(checked) }
        }
        return verified
    }
}

extension SignedNote: Hashable {
    package static func == (left: Self, right: Self) -> Bool {
        left.signatures == right.signatures && left.text.utf8.elementsEqual(right.text.utf8)
    }
}

extension SignedNote: CustomStringConvertible {
    /// The note as it travels.
    package var bytes: [UInt8] {
        let newline = UInt8(ascii: "\n")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(byteCount)
        bytes.append(contentsOf: text.utf8)
        bytes.append(newline)
        for signature in signatures {
            signature.append(to: &bytes)
            bytes.append(newline)
        }
        return bytes
    }

    private var byteCount: Int {
        signatures.reduce(text.utf8.count + 1) { $0 + $1.lineBytes + 1 }
    }

    package var description: String { String(decoding: bytes, as: UTF8.self) }
}
