/// The media types of TAXII 2.1 and of what it carries.
///
/// Source: TAXII 2.1 sections 1.6.8 and 3.3; STIX 2.1 section 11.
package enum TAXIIMediaType {
    package static let taxii = "application/taxii+json;version=2.1"
    package static let stix = "application/stix+json;version=2.1"
    /// Without the version.
    package static let type = "application/taxii+json"

    /// Whether an `Accept` header lets us answer: our type in this version or without one, or a wildcard. A
    /// missing header asks for anything.
    package static func isAccepted(_ header: String?) -> Bool {
        // What nearly all clients send.
        if header == taxii { return true }
        guard let header, header.contains(where: { $0 != " " }) else { return true }
        return header.lowercased().split(separator: ",").contains { range in
            let parts = parts(range)
            guard parts.first == type || parts.first == "*/*" || parts.first == "application/*"
            else { return false }
            return isThisVersion(parts) && !parts.contains { isZero($0) }
        }
    }

    /// Whether a body of this type is read.
    package static func isRead(_ header: String?) -> Bool {
        guard let header else { return false }
        let parts = parts(Substring(header.lowercased()))
        return parts.first == type && isThisVersion(parts)
    }

    private static func parts(_ text: Substring) -> [String] {
        text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
    }

    /// Clients leave the version away; one that is named has to be this one.
    private static func isThisVersion(_ parts: [String]) -> Bool {
        parts.allSatisfy { part in
            !part.hasPrefix("version=") || part == "version=2.1" || part == "version=\"2.1\""
        }
    }

    private static func isZero(_ part: String) -> Bool {
        guard part.hasPrefix("q=0") else { return false }
        return part.dropFirst(3).allSatisfy { $0 == "." || $0 == "0" }
    }
}
