/// Canonical form of `image-sha256` and `image-pdq`: 256 bits as 64 hexadecimal digits in lower
/// case.
///
/// Source: FIPS 180-4 (SHA-256); 'The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing
/// Algorithm', section on hex formatting (ThreatExchange).
enum ImageHash {
    static let hexadecimalDigits = 64

    static func canonical(_ raw: String) throws(Refusal) -> String {
        var text = ScalarText(raw).trimmed
        if !text.isASCII { text = text.folded }
        guard text.scalars.count == hexadecimalDigits else {
            throw Refusal(
                "length", "it has \(text.scalars.count) characters, 256 bits have 64 digits")
        }
        var digits: [UInt8] = []
        digits.reserveCapacity(hexadecimalDigits)
        for scalar in text.scalars {
            switch scalar {
            case 0x30...0x39, 0x61...0x66: digits.append(UInt8(scalar))
            case 0x41...0x46: digits.append(UInt8(scalar + 0x20))
            default: throw Refusal("digit", "it holds something else than hexadecimal digits")
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }
}
