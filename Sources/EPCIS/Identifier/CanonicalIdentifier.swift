/// GS1 numbers in their one form: `https://id.gs1.org/01/09520123456788/21/12345`, with the narrowest
/// number only and no attributes.
///
/// A check digit that an EPC URI leaves out is computed; one that a Digital Link has is not judged.
///
/// Source: CBV 2.0, section 8.9, rules 17 and 18; GS1 Digital Link: URI syntax, section 4.11; EPC Tag
/// Data Standard 2.0, section 6 (URI forms of the keys).
package enum CanonicalIdentifier {
    static let stem = "https://id.gs1.org"

    /// - Returns: nil for what names no GS1 number.
    package static func digitalLink(of uri: String) -> String? {
        if uri.hasPrefix("urn:epc:") { return EPCURI.path(of: uri).map { stem + $0 } }
        guard uri.hasPrefix("http://") || uri.hasPrefix("https://") else { return nil }
        return DigitalLinkURI.path(of: uri).map { stem + $0 }
    }
}
