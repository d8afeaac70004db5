/// Terms of the Core Business Vocabulary: the bare words that JSON-LD writes, the URNs of old, and the
/// web URIs that both stand for.
///
/// Source: CBV 2.0, sections 7 and 8.9 (rules 14 and 16); the EPCIS 2.0 JSON-LD context.
package enum CoreVocabulary {
    static let bizStep = "https://ref.gs1.org/cbv/BizStep-"
    static let disposition = "https://ref.gs1.org/cbv/Disp-"
    private static let transactionType = "https://ref.gs1.org/cbv/BTT-"
    private static let sourceType = "https://ref.gs1.org/cbv/SDT-"
    private static let component = "https://ref.gs1.org/cbv/Comp-"
    static let errorReason = "https://ref.gs1.org/cbv/ER-"
    private static let voc = "https://gs1.org/voc/"

    private static let urns = [
        ("urn:epcglobal:cbv:bizstep:", bizStep), ("urn:epcglobal:cbv:disp:", disposition),
        ("urn:epcglobal:cbv:btt:", transactionType), ("urn:epcglobal:cbv:sdt:", sourceType),
        ("urn:epcglobal:cbv:er:", errorReason),
    ]

    /// A bare word in a field of standard values as its web URI; anything else stays.
    ///
    /// - Parameters:
    ///   - field: the member's name.
    ///   - parent: the name of what it stands in.
    static func expanded(_ value: String, field: String, parent: String) -> String {
        guard isBareWord(value) else { return value }
        switch (parent, field) {
        case (_, "bizStep"): return bizStep + value
        case (_, "disposition"), ("persistentDisposition", "set"),
            ("persistentDisposition", "unset"):
            return disposition + value
        case (ErrorDeclaration.field, "reason"): return errorReason + value
        case ("bizTransaction", "type"): return transactionType + value
        case ("source", "type"), ("destination", "type"): return sourceType + value
        case ("sensorReport", "component"): return component + value
        case ("sensorReport", "type"), ("sensorReport", "exception"): return voc + value
        default: return value
        }
    }

    /// A URN of the vocabulary as its web URI; anything else stays.
    package static func webURI(_ value: String) -> String {
        guard value.hasPrefix("urn:epcglobal:cbv:") else { return value }
        for (urn, uri) in urns where value.hasPrefix(urn) {
            return uri + value.dropFirst(urn.count)
        }
        return value
    }

    private static func isBareWord(_ value: String) -> Bool {
        !value.isEmpty
            && value.utf8.allSatisfy {
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                    true
                default: false
                }
            }
    }
}
