import TransparencyLog

/// Names a representation by what it is, so that one that somebody has need not be sent again.
///
/// Source: RFC 9110, sections 8.8.3 and 13.1.2.
package enum EntityTag {
    /// Of a body: strong, and the same on every node that has the same to say.
    package static func of(_ body: [UInt8]) -> String {
        "\"\(Digest.sha256(body).hex.prefix(32))\""
    }

    /// Whether `If-None-Match` names the tag; weak comparison.
    package static func isNamed(_ tag: String, by header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { element in
            var element = QualityValue.trimmed(element)
            if element == "*" { return true }
            if element.hasPrefix("W/") { element = element.dropFirst(2) }
            return element == tag
        }
    }
}
