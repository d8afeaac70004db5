import GS1

/// Canonical form of `item-serial`: `GTIN-14/serial`, of one item or of the serial that was cloned.
///
/// Rule: the GTIN in 14 digits with a right check digit; the serial as AI 21 carries it, its case
/// counting. `(01)...(21)...` is accepted too.
///
/// Source: GS1 General Specifications, sections 2.1, 3.2 (AI 01) and 3.5.2 (AI 21).
enum ItemSerial {
    static func canonical(_ raw: String) throws(Refusal) -> String {
        let text = ScalarText(raw).trimmed.string
        let gtin: Substring
        let serial: Substring
        if text.hasPrefix("(01)"), text.utf8.count > 22, text.dropFirst(18).hasPrefix("(21)") {
            gtin = text.dropFirst(4).prefix(14)
            serial = text.dropFirst(22)
        } else if let slash = text.firstIndex(of: "/") {
            gtin = text[..<slash]
            serial = text[text.index(after: slash)...]
        } else {
            throw Refusal("form", "it has no slash between GTIN and serial number")
        }
        do {
            return try GTIN(parsing: gtin).digits14 + "/" + Serial(parsing: serial).text
        } catch {
            throw Refusal(error.keyword, error.description)
        }
    }
}
